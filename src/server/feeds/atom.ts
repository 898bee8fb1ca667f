/** A group's newest notes as an Atom feed (RFC 4287), with their words as HTML that is safe in every reader. */
import { isAddress } from '../pages/is-address.ts';
import { urnOf } from '../../core/export/iri.ts';
import { markup, type Html } from '../../core/html.ts';
import type { Id } from '../../core/id.ts';
import { markdownExcerpt } from '../../core/markdown.ts';
import { markdownHtml, type Drawing } from '../../core/markdown-html.ts';
import { noteLink } from '../../core/note-link.ts';
import type { AnnotationRow } from '../../core/record.ts';
import { quoteOf } from '../../core/selectors.ts';
import { Pace } from '../sync/pace.ts';

export type Feed = {
  group: { id: Id; name: string };
  /** The address it is read at. */
  self: string;
  /** The endpoint's own. */
  base: string;
  /** RFC 3339 */
  updated: string;
  /** The newest first. */
  notes: readonly { note: AnnotationRow; author: string }[];
};

const TITLE_LENGTH = 80;
/** Of all notes of a feed: it is asked for every few minutes. Pictures are for members who are signed in, which a feed reader is not. */
const DRAWN = { text: 300_000, tex: 20_000, images: 0 };

/** Others are served in between. */
export async function atomFeed({ group, self, base, updated, notes }: Feed): Promise<string> {
  const pace = new Pace();
  const drawing = { unread: 'LaTeX', imageAt: () => null, budget: { ...DRAWN } };
  const entries: string[] = [];
  for (const { note, author } of notes) {
    await pace.rest();
    entries.push(entry(note, author, base, drawing));
  }
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${urnOf(group.id)}</id>
<title>${xml(group.name)}</title>
<updated>${updated}</updated>
<generator>Commonplace</generator>
<link rel="self" type="application/atom+xml" href="${xml(self)}"/>
${entries.join('\n')}
</feed>
`;
}

function entry(note: AnnotationRow, author: string, base: string, drawing: Drawing): string {
  const { text, tags, target } = note.fields;
  const quote = quoteOf(target.selectors)?.exact.trim() ?? '';
  const title = markdownExcerpt(text, TITLE_LENGTH) || quote.slice(0, TITLE_LENGTH) || target.title || target.source;
  const page = isAddress(target.source) ? target.source : null;
  return `<entry>
<id>${urnOf(note.id)}</id>
<title>${xml(title)}</title>
<updated>${note.updated}</updated>
<published>${note.created}</published>
<author><name>${xml(author || '–')}</name></author>
<link rel="alternate" type="text/html" href="${xml(noteLink(base, note.id))}"/>
${page === null ? '' : `<link rel="related" type="text/html" href="${xml(page)}"/>`}
${tags.map((tag) => `<category term="${xml(tag)}"/>`).join('')}
<content type="html">${xml(words(note, quote, drawing).html)}</content>
</entry>`;
}

/** The passage, what was said of it, and where. */
function words({ fields: { text, target } }: AnnotationRow, quote: string, drawing: Drawing): Html {
  const name = target.title.trim() || target.source;
  return markup`${quote === '' ? '' : markup`<blockquote dir="auto">${quote}</blockquote>`}
  ${markdownHtml(text, drawing)}
  ${isAddress(target.source) ? markup`<p dir="auto"><a href="${target.source}" rel="noopener noreferrer nofollow ugc">${name}</a></p>` : ''}`;
}

/** As text or as an attribute's value; what XML 1.0 has no place for is left out (§2.2). */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);
}
