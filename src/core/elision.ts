/**
 * Quotes too long to keep whole are kept by their two ends with a visible mark between them, so that nobody takes the
 * shortened text for the whole. Separate because writing and reading the mark must agree.
 */
import { MAX_QUOTE, type TextQuoteSelector } from './selectors.ts';

const MARK = ' […] ';
const HALF = (MAX_QUOTE - MARK.length) >> 1;

/** A quote that may be kept: itself, or its two ends. */
export function elided(quote: string): string {
  if (quote.length <= MAX_QUOTE) return quote;
  return wholeEnd(quote.slice(0, HALF)) + MARK + wholeStart(quote.slice(-HALF));
}

/** A text that was cut at its end, without half a character there. */
export function wholeEnd(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, '');
}

/** A text that was cut at its start, without half a character there. */
export function wholeStart(text: string): string {
  return text.replace(/^[\udc00-\udfff]/, '');
}

/** The two ends of an elided quote, each to be looked for with its own surroundings; null for a whole quote. */
export function elidedParts({
  exact,
  prefix,
  suffix,
}: TextQuoteSelector): [TextQuoteSelector, TextQuoteSelector] | null {
  if (exact.length < MAX_QUOTE - 3) return null;
  const at = exact.indexOf(MARK, HALF - 1);
  if (at < 0 || at > HALF) return null;
  const tail = exact.slice(at + MARK.length);
  return [
    {
      type: 'TextQuoteSelector',
      exact: exact.slice(0, END),
      suffix: exact.slice(END, 2 * END),
      ...(prefix !== undefined && { prefix }),
    },
    {
      type: 'TextQuoteSelector',
      exact: tail.slice(-END),
      prefix: tail.slice(-2 * END, -END),
      ...(suffix !== undefined && { suffix }),
    },
  ];
}

/** Enough of an end to be found by. */
const END = 500;
