/**
 * Selectors: how an annotation remembers its passage, in the shapes of the
 * W3C Web Annotation Data Model §4.2 (https://www.w3.org/TR/annotation-model/#selectors).
 * Schemas stand here because selectors cross every border we have.
 *
 * Offsets in TextPositionSelector count Unicode code points of the page's visible text
 * (white space collapsed), as the W3C text asks, not UTF-16 units.
 */
import * as v from 'valibot';

/** Longest quote we keep; a longer passage is kept by its first and last part (see anchoring/describe.ts). */
export const MAX_QUOTE = 20_000;
/** Longest context kept on each side of the quote. */
export const MAX_CONTEXT = 512;

const offset = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const textQuoteSelector = v.object({
  type: v.literal('TextQuoteSelector'),
  exact: v.pipe(v.string(), v.maxLength(MAX_QUOTE)),
  prefix: v.optional(v.pipe(v.string(), v.maxLength(MAX_CONTEXT))),
  suffix: v.optional(v.pipe(v.string(), v.maxLength(MAX_CONTEXT))),
});

export const textPositionSelector = v.object({
  type: v.literal('TextPositionSelector'),
  start: offset,
  end: offset,
});

/** An element: itself (an image), or refined by a code point offset in its text content. */
export const xpathSelector = v.object({
  type: v.literal('XPathSelector'),
  value: v.pipe(v.string(), v.maxLength(4096)),
  refinedBy: v.optional(textPositionSelector),
});

export const rangeSelector = v.object({
  type: v.literal('RangeSelector'),
  startSelector: xpathSelector,
  endSelector: xpathSelector,
});

/** `page=N` of a PDF (RFC 8118), or an element id of a page. */
export const fragmentSelector = v.object({
  type: v.literal('FragmentSelector'),
  value: v.pipe(v.string(), v.maxLength(2048)),
  conformsTo: v.optional(v.pipe(v.string(), v.maxLength(2048))),
});

export const selector = v.variant('type', [
  textQuoteSelector,
  textPositionSelector,
  rangeSelector,
  xpathSelector,
  fragmentSelector,
]);

export type TextQuoteSelector = v.InferOutput<typeof textQuoteSelector>;
export type TextPositionSelector = v.InferOutput<typeof textPositionSelector>;
export type XPathSelector = v.InferOutput<typeof xpathSelector>;
export type RangeSelector = v.InferOutput<typeof rangeSelector>;
export type FragmentSelector = v.InferOutput<typeof fragmentSelector>;
export type Selector = v.InferOutput<typeof selector>;

/** The quote of a list of selectors, if it has one. */
export function quoteOf(selectors: readonly Selector[]): TextQuoteSelector | undefined {
  return selectors.find((one) => one.type === 'TextQuoteSelector');
}
