/** The pages people open: what this address is, and where an invitation link leads. */
import { Hono, type Context } from 'hono';
import { html } from 'hono/html';
import * as v from 'valibot';
import { PATHS, invitationCode } from '../../protocol/sync.ts';
import { printedCode } from '../codes.ts';
import { groupInvitedTo } from '../groups/groups.ts';
import { addressOf } from '../http/address.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { fill, tongueFor, type Tongue } from './language.ts';
import { PAGE_HEADERS, page, type Page } from './layout.ts';
import { PAGE_WORDS } from './page-words.ts';

export function pageRoutes({ storage, limits, isProxy, publicUrl }: Deps): Hono<EndpointEnv> {
  const app = new Hono<EndpointEnv>();

  app.get('/', (c) => c.html(startPage(publicUrl(), tongueOf(c)), 200, HEADERS));

  app.get(PATHS.invitationPage, async (c) => {
    limits.codesByAddress.take(addressOf(c, isProxy));
    const code = v.safeParse(invitationCode, c.req.param('code'));
    const name = code.success ? await groupInvitedTo(storage, code.output) : null;
    if (!code.success || name === null) return c.html(unknownPage(tongueOf(c)), 404, HEADERS);
    const link = `${publicUrl()}${PATHS.invitationPage.replace(':code', code.output)}`;
    return c.html(invitationPage(name, { link, code: printedCode(code.output) }, tongueOf(c)), 200, HEADERS);
  });

  return app;
}

const HEADERS = { ...PAGE_HEADERS, Vary: 'Accept-Language' };

const tongueOf = (c: Context<EndpointEnv>): Tongue => tongueFor(c.req.header('accept-language'));

function startPage(address: string, tongue: Tongue): Page {
  const words = PAGE_WORDS[tongue.lang];
  return page(
    'Commonplace',
    html`<h1>Commonplace</h1>
      <p>${words.endpoint}</p>
      <p>${words.start}</p>
      <p>${fill(words.address, address)}</p>`,
    tongue,
  );
}

/** The link is for any extension, the code for one that knows this endpoint. */
function invitationPage(name: string, { link, code }: { link: string; code: string }, tongue: Tongue): Page {
  const words = PAGE_WORDS[tongue.lang];
  return page(
    fill(words.join, name),
    html`<h1>${fill(words.invited, name)}</h1>
      <p>${words.about}</p>
      <ol>
        <li>${words.install}</li>
        <li>
          ${words.paste}
          <p><code class="link" dir="ltr">${link}</code></p>
        </li>
      </ol>
      <p>${fill(words.code, code)}</p>
      <p>${words.seen}</p>`,
    tongue,
  );
}

function unknownPage(tongue: Tongue): Page {
  const words = PAGE_WORDS[tongue.lang];
  return page(
    words.over,
    html`<h1>${words.over}</h1>
      <p>${words.overWhy}</p>`,
    tongue,
  );
}
