/** What most importers know of a passage: the words, the page, and how they are called. */
import { elided } from '../elision.ts';
import { identifyDocument } from '../document.ts';
import { digest } from '../document/digest.ts';
import type { Target } from '../record.ts';
import type { Selector } from '../selectors.ts';

export type Page = { url: string; title: string; doi?: string | undefined };

/**
 * The page by its address; a book or a file without one by a name made of what it is called, under which its notes stay
 * together. Null where it is not called anything either.
 */
export function targetOf({ url, title, doi }: Page, quote: string, more: readonly Selector[] = []): Target | null {
  const selectors: Selector[] =
    quote === '' ? [...more] : [{ type: 'TextQuoteSelector', exact: elided(quote) }, ...more];
  const found = identifyDocument({ url: url.trim(), title, dois: doi === undefined ? [] : [doi] });
  if (found) return { ...found, selectors };
  const words = title.trim();
  if (words === '') return null;
  const source = `urn:x-title:${digest(words.normalize('NFC').toLowerCase().replace(/\s+/g, ' '))}`;
  return { source, keys: [source], title: words.slice(0, 1024), selectors };
}

/** A name for what has none: the same for the same words. */
export function nameOf(...parts: readonly string[]): string {
  return `x-words:${digest(JSON.stringify(parts))}`;
}

/** Tags as a record takes them: none empty, none twice, none too long, and not too many. */
export function tagsFrom(tags: readonly unknown[]): string[] {
  const words = tags.flatMap((tag) =>
    typeof tag === 'string' ? [Array.from(tag.trim()).slice(0, 32).join('').trim()] : [],
  );
  return [...new Set(words.filter((tag) => tag !== ''))].slice(0, 30);
}

/** RFC 3339 in UTC, or undefined for what is no instant, or none that a calendar has. */
export function instantFrom(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > 64) return undefined;
  // Without a zone it is taken for UTC, so that it means the same on every device.
  const isBare = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(text.trim());
  const time = Date.parse(isBare ? `${text.trim().replace(' ', 'T')}Z` : text);
  const isThere = time >= 0 && time < Date.UTC(9999, 0);
  return isThere ? new Date(time).toISOString() : undefined;
}
