/** The frame of the endpoint's few pages: readable, without scripts, and refusing to load anything. */
import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { PAGE_STYLE } from './page-style.ts';

const STYLE = `
:root { color-scheme: light dark; font: 1.125rem/1.6 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 36rem; padding: 2rem 1rem; }
code { border: 1px solid; border-radius: .3rem; font-size: 1.5rem; letter-spacing: .1em; padding: .2em .5em; }
code.link { display: inline-block; font-size: 1rem; letter-spacing: 0; overflow-wrap: anywhere; }
`;

export type Page = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What a page is written in, and what stands in its head. */
type Options = { lang?: string; dir?: 'ltr' | 'rtl'; meta?: Page };

/** Pages in the common style and one of their own; their policy lets in nothing but these. `forms`: they may send some to us; `images`: and show some of ours. */
export function pagesWith(
  ownStyle: string,
  { forms = false, images = false }: { forms?: boolean; images?: boolean } = {},
): { headers: Record<string, string>; page: (title: string, body: Page, options?: Options) => Page } {
  const style = STYLE + ownStyle;
  const hash = createHash('sha256').update(style).digest('base64');
  const sends = forms ? "'self'" : "'none'";
  const shows = images ? " img-src 'self';" : '';
  const policy = `default-src 'none';${shows} style-src 'sha256-${hash}'; base-uri 'none'; form-action ${sends}; frame-ancestors 'none'`;
  // Not inside the template below: the formatter would add white space, and the hash would be of another text.
  const element = raw(`<style>${style}</style>`);
  return {
    headers: { 'Content-Security-Policy': policy },
    page: (title, body, options) => whole(title, element, body, options),
  };
}

const plain = pagesWith(PAGE_STYLE);
export const PAGE_HEADERS = plain.headers;

/** A page of a few sentences; `title` and everything put into `body` by `html` are escaped. */
export const page: typeof plain.page = (title, body, options) => plain.page(title, html`<main>${body}</main>`, options);

function whole(
  title: string,
  style: HtmlEscapedString,
  body: Page,
  { lang = 'en', dir = 'ltr', meta = raw('') }: Options = {},
): Page {
  return html`<!doctype html>
    <html lang="${lang}" dir="${dir}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        ${meta}
        <title>${title}</title>
        ${style}
      </head>
      <body>
        ${body}
      </body>
    </html> `;
}
