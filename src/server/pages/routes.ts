/** The pages people open: what this address is, and where an invitation link leads. */
import { Hono } from 'hono';
import { html } from 'hono/html';
import * as v from 'valibot';
import { PATHS, invitationCode } from '../../protocol/sync.ts';
import { printedCode } from '../codes.ts';
import { groupInvitedTo } from '../groups/groups.ts';
import { addressOf } from '../http/address.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { PAGE_HEADERS, page } from './layout.ts';

export function pageRoutes({ storage, limits, isProxy, publicUrl }: Deps): Hono<EndpointEnv> {
  const app = new Hono<EndpointEnv>();

  app.get('/', (c) =>
    c.html(
      page(
        'Commonplace',
        html`<h1>Commonplace</h1>
          <p>This is a Commonplace endpoint: it keeps the notes of groups who read together on the web.</p>
          <p>
            To use it, install the Commonplace extension in your browser and give it this address:
            <strong>${publicUrl()}</strong>
          </p>
          <p>To join a group, ask one of its members for an invitation.</p>`,
      ),
      200,
      PAGE_HEADERS,
    ),
  );

  app.get(PATHS.invitationPage, async (c) => {
    limits.codesByAddress.take(addressOf(c, isProxy));
    const code = v.safeParse(invitationCode, c.req.param('code'));
    const name = code.success ? await groupInvitedTo(storage, code.output) : null;
    if (!code.success || name === null) return c.html(unknownCode(), 404, PAGE_HEADERS);
    return c.html(invitation(name, printedCode(code.output), publicUrl()), 200, PAGE_HEADERS);
  });

  return app;
}

const invitation = (name: string, code: string, endpoint: string): ReturnType<typeof page> =>
  page(
    `Join ${name}`,
    html`<h1>You are invited to “<bdi>${name}</bdi>”</h1>
      <p>
        This group reads together: its members see each other’s highlights, questions and answers in the margin of the
        page.
      </p>
      <ol>
        <li>Install the Commonplace extension in your browser.</li>
        <li>Open its popup, choose “Join a group”, and use the address <strong>${endpoint}</strong></li>
        <li>
          Enter this code:
          <p><code>${code}</code></p>
        </li>
      </ol>
      <p>What you write in the group is seen by its members only.</p>`,
  );

const unknownCode = (): ReturnType<typeof page> =>
  page(
    'Invitation not valid',
    html`<h1>This invitation is not valid, or no longer</h1>
      <p>
        The group may have ended it and made a new one, or a letter got lost on the way. Ask whoever gave it to you for
        a new invitation.
      </p>`,
  );
