/**
 * What we keep of a passage so that it can be found again: its words with their surroundings, its place in the visible
 * text, and its path in the document. Three ways, because pages change in three ways.
 */
import { MAX_CONTEXT, type RangeSelector, type Selector, type XPathSelector } from '../core/selectors.ts';
import { codePointsTo } from './element-text.ts';
import { elided } from './elision.ts';
import type { TextIndex } from './text-index.ts';
import { pathOf } from './xpath.ts';

/**
 * Describes a range. The list is empty when the range shows no text. White space at its ends is left out.
 * A quote longer than `MAX_QUOTE` is kept by its beginning and its end (elision.ts); its position tells
 * how long it was.
 */
export function describe(range: Range, index: TextIndex): Selector[] {
  const span = index.spanOf(range);
  if (!span) return [];
  const [start, end] = span;
  const { text } = index;
  const selectors: Selector[] = [
    {
      type: 'TextQuoteSelector',
      exact: elided(text.slice(start, end)),
      prefix: text.slice(wordStart(text, start - CONTEXT), start),
      suffix: text.slice(end, wordEnd(text, end + CONTEXT)),
    },
    {
      type: 'TextPositionSelector',
      start: index.codePointsBefore(start),
      end: index.codePointsBefore(end),
    },
  ];
  const exact = index.range(start, end);
  const path = exact && rangeSelector(exact);
  if (path) selectors.push(path);
  return selectors;
}

/**
 * Context kept on each side. More than is needed to tell places apart today: what surrounds a passage is what finds
 * it again when the passage itself was edited, and shows that it was removed when only its words recur elsewhere.
 */
const CONTEXT = 200;
const STRETCH = 24;

/** Moves an offset back to the beginning of its word, if that is near; never into a surrogate pair. */
function wordStart(text: string, offset: number): number {
  const from = Math.max(0, offset);
  const least = Math.max(0, offset - STRETCH, from + CONTEXT - MAX_CONTEXT);
  for (let at = from; at >= least; at--) if (at === 0 || text[at - 1] === ' ') return at;
  return splitsPair(text, from) ? from + 1 : from;
}

function wordEnd(text: string, offset: number): number {
  const to = Math.min(text.length, offset);
  for (let at = to; at <= Math.min(text.length, to + STRETCH); at++)
    if (at === text.length || text[at] === ' ') return at;
  return splitsPair(text, to) ? to - 1 : to;
}

function splitsPair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
}

function rangeSelector(range: Range): RangeSelector | null {
  const startSelector = pointSelector(range.startContainer, range.startOffset);
  const endSelector = pointSelector(range.endContainer, range.endOffset);
  return startSelector && endSelector ? { type: 'RangeSelector', startSelector, endSelector } : null;
}

function pointSelector(container: Node, offset: number): XPathSelector | null {
  const element = container.parentElement;
  const value = element && pathOf(element);
  if (!element || !value || value.length > 4096) return null;
  const at = codePointsTo(element, container, offset);
  return {
    type: 'XPathSelector',
    value,
    refinedBy: { type: 'TextPositionSelector', start: at, end: at },
  };
}
