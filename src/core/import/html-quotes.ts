/** What Zotero writes of annotations into the HTML of a note: passages with a hidden record each, and the words behind them. */
import { tagsIn, type HtmlTag } from '../html-tags.ts';
import { wordsOfHtml } from '../w3c/html-words.ts';

export type HtmlQuote = { quote: string; words: string; record: unknown; color: string | null };

/** One for each paragraph that holds a passage; paragraphs without one are the note's own words and not among them. */
export function quotesIn(html: string): HtmlQuote[] {
  return html.split(/<p[\s>]/i).flatMap((paragraph) => {
    const passage = spanOf(paragraph, /\bclass="(?:highlight|underline)"/i);
    if (!passage) return [];
    const [before, rest] = [paragraph.slice(0, passage.from), paragraph.slice(passage.from)];
    const record = /\bdata-annotation="([^"]*)"/i.exec(rest)?.[1] ?? '';
    const end = closing(rest);
    const quote = wordsOfHtml(rest.slice(0, end))
      .replace(/^[“"„«]|[”"“»]$/g, '')
      .trim();
    // The citation behind the passage says which work it is from, as the note's title does.
    const words = wordsOfHtml(`${before.replace(/^[^>]*>/, '')} ${withoutCitation(rest.slice(end))}`)
      .replace(/^\s*\(?\)?\s*/, '')
      .trim();
    return quote === ''
      ? []
      : [
          {
            quote,
            words,
            record: decoded(record),
            color: /background-color:\s*(#[\da-f]{6})/i.exec(rest.slice(0, end))?.[1] ?? null,
          },
        ];
  });
}

/** Behind the span that the text begins with. */
function closing(text: string): number {
  let depth = 0;
  for (const { name, isEnd, to } of tagsIn(text)) {
    if (name !== 'span') continue;
    depth += isEnd ? -1 : 1;
    if (depth === 0) return to;
  }
  return text.length;
}

function spanOf(html: string, attribute: RegExp): HtmlTag | null {
  for (const tag of tagsIn(html)) if (tag.name === 'span' && !tag.isEnd && attribute.test(tag.tag)) return tag;
  return null;
}

function withoutCitation(html: string): string {
  const citation = spanOf(html, /\bclass="citation"/i);
  if (!citation) return html;
  const rest = html.slice(citation.from);
  const behind = rest.slice(closing(rest)).replace(/^\)/, '');
  return html.slice(0, citation.from) + behind;
}

function decoded(record: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(record));
  } catch {
    return null;
  }
}
