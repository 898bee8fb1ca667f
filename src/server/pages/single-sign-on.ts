/** What a tab shows that comes back from the identity provider: the code to type, or what to do instead. */
import { html } from 'hono/html';
import { page } from './layout.ts';
import type { Page } from './layout.ts';

/** @param code as it is printed */
export const codePage = (name: string, code: string, endpoint: string): Page =>
  page(
    'Signed in',
    html`<h1>You are signed in as <bdi>${name}</bdi></h1>
      <p>
        Go back to the Commonplace extension and enter this code, under “By a code”, with the address
        <strong>${endpoint}</strong>
      </p>
      <p><code>${code}</code></p>
      <p>
        It is good once, for ten minutes. Tell it to nobody: whoever enters it is you. Did somebody else send you here?
        Then close this page.
      </p>`,
  );

export const notBegunPage = (): Page =>
  page(
    'Not signed in',
    html`<h1>This sign-in is over</h1>
      <p>
        It took too long, was opened a second time, or began in another browser. Nobody was signed in. Close this page,
        and begin again in the Commonplace extension.
      </p>`,
  );

export const refusedPage = (provider: string): Page =>
  page(
    'Not signed in',
    html`<h1>You were not signed in</h1>
      <p>
        <bdi>${provider}</bdi> did not let you in, or you did not go on. Close this page, and begin again in the
        Commonplace extension. If that does not help, ask whoever runs <bdi>${provider}</bdi>.
      </p>`,
  );

export const failedPage = (provider: string): Page =>
  page(
    'Not signed in',
    html`<h1>You could not be signed in</h1>
      <p>
        <bdi>${provider}</bdi> could not be reached, or its answer was not as it must be. Try again in a while from the
        Commonplace extension. If that does not help, tell whoever runs this endpoint: its log says what went wrong.
      </p>`,
  );
