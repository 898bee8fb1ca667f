/**
 * Selectors in the dialect of Hypothesis and back. It names the ends of a range by paths from the body with offsets in UTF-16
 * units where we have the W3C's nested selectors with code points; the rest has the same shape and another meaning (ADR 0046).
 */
import * as v from 'valibot';
import { elided, wholeEnd, wholeStart } from '../elision.ts';
import {
  MAX_CONTEXT,
  fragmentSelector,
  quoteOf,
  type RangeSelector,
  type Selector,
  type XPathSelector,
} from '../selectors.ts';

/** A selector as Hypothesis has it: what is in it depends on its type, and there are more of them than ours. */
export type HypothesisSelector = { type: string; [key: string]: unknown };

/**
 * Ours in their dialect; what it has no word for is left out. Our positions count the visible text with white space
 * collapsed, theirs all text of the body: no page is at hand here to count anew, so that there they are a hint and an
 * order only. Their clients hold each place against the quote before they take it.
 */
export function toHypothesisSelectors(selectors: readonly Selector[]): HypothesisSelector[] {
  const surplus = surplusOf(quoteOf(selectors)?.exact ?? '');
  return selectors.flatMap((one): HypothesisSelector[] => {
    switch (one.type) {
      case 'TextQuoteSelector':
      case 'FragmentSelector':
        return [one];
      case 'TextPositionSelector':
        return [{ ...one, end: one.end + surplus }];
      case 'RangeSelector':
        return toRange(one, surplus);
      case 'XPathSelector':
        return [];
    }
  });
}

/**
 * Theirs as ours. What cannot be read, or is of a kind that we have not, is left out, and so are positions: they count a
 * text that we do not search. @param selectors as they came, from anybody
 */
export function fromHypothesisSelectors(selectors: readonly unknown[]): Selector[] {
  const quote = selectors.find((one) => v.is(theirQuote, one));
  const surplus = surplusOf(v.is(theirQuote, quote) ? quote.exact : '');
  const found: Selector[] = [];
  for (const one of selectors) {
    const ours = fromQuote(one) ?? fromRange(one, surplus) ?? fromFragment(one);
    if (ours && !found.some(({ type }) => type === ours.type)) found.push(ours);
  }
  return found;
}

const BODY = '/html[1]/body[1]';

function toRange({ startSelector, endSelector }: RangeSelector, surplus: number): HypothesisSelector[] {
  const [start, end] = [toPoint(startSelector), toPoint(endSelector)];
  if (!start || !end) return [];
  const endOffset = end.offset + (start.container === end.container ? surplus : 0);
  return [
    {
      type: 'RangeSelector',
      startContainer: start.container,
      startOffset: start.offset,
      endContainer: end.container,
      endOffset,
    },
  ];
}

function toPoint({ value, refinedBy }: XPathSelector): { container: string; offset: number } | null {
  if (!refinedBy || !value.startsWith(BODY)) return null;
  const container = value.slice(BODY.length);
  return container === '' || container.startsWith('/') ? { container, offset: refinedBy.start } : null;
}

const offset = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const path = v.pipe(v.string(), v.maxLength(4000), v.regex(/^(?:\/[\w.:-]+(?:\[\d{1,6}\])?)*$/));
const theirQuote = v.object({
  type: v.literal('TextQuoteSelector'),
  exact: v.string(),
  prefix: v.optional(v.string()),
  suffix: v.optional(v.string()),
});
const theirRange = v.object({
  type: v.literal('RangeSelector'),
  startContainer: path,
  startOffset: offset,
  endContainer: path,
  endOffset: offset,
});

function fromQuote(sent: unknown): Selector | null {
  const parsed = v.safeParse(theirQuote, sent);
  if (!parsed.success) return null;
  const { type, exact, prefix, suffix } = parsed.output;
  return {
    type,
    exact: elided(exact),
    ...(prefix !== undefined && { prefix: wholeStart(prefix.slice(-MAX_CONTEXT)) }),
    ...(suffix !== undefined && { suffix: wholeEnd(suffix.slice(0, MAX_CONTEXT)) }),
  };
}

function fromRange(sent: unknown, surplus: number): Selector | null {
  const parsed = v.safeParse(theirRange, sent);
  if (!parsed.success) return null;
  const { startContainer, startOffset, endContainer, endOffset } = parsed.output;
  const end = startContainer === endContainer ? Math.max(startOffset, endOffset - surplus) : endOffset;
  return {
    type: 'RangeSelector',
    startSelector: pointAt(startContainer, startOffset),
    endSelector: pointAt(endContainer, end),
  };
}

function pointAt(container: string, at: number): XPathSelector {
  const value = /^\/html(?:\[1\])?\//i.test(container) ? container : BODY + container;
  return { type: 'XPathSelector', value, refinedBy: { type: 'TextPositionSelector', start: at, end: at } };
}

function fromFragment(sent: unknown): Selector | null {
  const parsed = v.safeParse(fragmentSelector, sent);
  return parsed.success ? parsed.output : null;
}

/**
 * How many units more than code points a quote has. Those before the passage nobody can count here; those in it are known
 * and keep its two ends apart as far as they are.
 */
function surplusOf(quote: string): number {
  return quote.match(PAIRS)?.length ?? 0;
}

const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;
