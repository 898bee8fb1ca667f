/**
 * What programs that show a link with a preview are told of a link to a note (https://oembed.com): that it is one, and no more. They
 * are strangers to its group: the answer is the same for every link, whether there is such a note or not, and has none of its words.
 */
import { Hono } from 'hono';
import { html } from 'hono/html';
import { noteLink, readNoteLink } from '../../core/note-link.ts';
import { PATHS } from '../../protocol/sync.ts';
import type { Deps, EndpointEnv } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import { tongueFor, type Tongue } from './language.ts';
import type { Page } from './layout.ts';

const PROVIDER = 'Commonplace';

export function oembedRoutes({ publicUrl }: Pick<Deps, 'publicUrl'>): Hono<EndpointEnv> {
  const app = new Hono<EndpointEnv>();

  app.get(PATHS.oembed, (c) => {
    const { url = '', format = 'json' } = c.req.query();
    const link = readNoteLink(url);
    if (!link || link.origin !== new URL(publicUrl()).origin) throw new HttpError('not_found');
    if (format !== 'json') throw new HttpError('not_acceptable');
    const { words } = tongueFor(c.req.header('accept-language'));
    const provider = { provider_name: PROVIDER, provider_url: publicUrl() };
    return c.json({ version: '1.0', type: 'link', title: words.note, ...provider }, 200, { Vary: 'Accept-Language' });
  });

  // In a header: the page is the same for every id, and stays so.
  app.use(PATHS.notePage, async (c, next) => {
    const link = readNoteLink(new URL(c.req.path, publicUrl()).href);
    if (link && !link.isKept) {
      const address = new URL(PATHS.oembed, publicUrl());
      address.searchParams.set('url', noteLink(publicUrl(), link.note));
      c.header('Link', `<${address.href}>; rel="alternate"; type="application/json+oembed"`);
    }
    await next();
  });

  return app;
}

/** The same for whoever reads the page's head (https://ogp.me). */
export function openGraph({ words }: Pick<Tongue, 'words'>): Page {
  return html`<meta property="og:type" content="website" />
    <meta property="og:site_name" content="${PROVIDER}" />
    <meta property="og:title" content="${words.note}" />
    <meta property="og:description" content="${words.notForYou}" />`;
}
