/** One note's passage with where it is from, for a letter, an essay or another note: plain words that go into any field. */
import { citedDocument, type Cited } from '../citation.ts';
import type { Note } from '../note.ts';

/** The passage in quotation marks, and below it author, title, container, day and address, as far as the page said them. */
export function quoteWithCitation({ quote, target }: Pick<Note, 'quote' | 'target'>): string {
  const { source, title, keys } = target;
  const cited = citedDocument({ source, title: title.trim() || source, keys, notes: [{ target }] });
  return `“${quote.trim()}”\n— ${citationLine(cited)}`;
}

function citationLine({ authors, title, container, issued, doi, source }: Cited): string {
  const address = doi === null ? source : `https://doi.org/${doi}`;
  const parts = [authors?.join('; '), title === source ? undefined : `“${title}”`, container, issued, address];
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}
