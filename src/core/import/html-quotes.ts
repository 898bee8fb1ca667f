/** What Zotero writes of annotations into the HTML of a note: passages with a hidden record each, and the words behind them. */
import { wordsOfHtml } from '../w3c/html-words.ts';

export type HtmlQuote = { quote: string; words: string; record: unknown; color: string | null };

/** One for each paragraph that holds a passage; paragraphs without one are the note's own words and not among them. */
export function quotesIn(html: string): HtmlQuote[] {
  return html.split(/<p[\s>]/i).flatMap((paragraph) => {
    const at = paragraph.search(/<span[^>]*\bclass="(?:highlight|underline)"/i);
    if (at === -1) return [];
    const [before, rest] = [paragraph.slice(0, at), paragraph.slice(at)];
    const record = /\bdata-annotation="([^"]*)"/i.exec(rest)?.[1] ?? '';
    const end = closing(rest);
    const quote = wordsOfHtml(rest.slice(0, end))
      .replace(/^[“"„«]|[”"“»]$/g, '')
      .trim();
    // The citation behind the passage says which work it is from, as the note's title does.
    const after = rest.slice(end).replace(/<span[^>]*\bclass="citation"[^>]*>[^]*?<\/span>(?:\s*<\/span>)*\)?/i, '');
    const words = wordsOfHtml(`${before.replace(/^[^>]*>/, '')} ${after}`)
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
  for (const tag of text.matchAll(/<(\/?)span\b[^>]*>/gi)) {
    depth += tag[1] === '' ? 1 : -1;
    if (depth === 0) return tag.index + tag[0].length;
  }
  return text.length;
}

function decoded(record: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(record));
  } catch {
    return null;
  }
}
