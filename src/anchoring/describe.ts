/**
 * What we keep of a passage so that it can be found again: its words with their surroundings, its place in the visible
 * text, and its path in the document. Three ways, because pages change in three ways.
 */
import type { RangeSelector, Selector, XPathSelector } from '../core/selectors.ts';
import { codePointsTo } from './element-text.ts';
import { elided, wholeEnd, wholeStart } from '../core/elision.ts';
import { describeImage } from './find-image.ts';
import type { TextIndex } from './text-index.ts';
import { pathOf } from './xpath.ts';

/**
 * Describes a range: its text, or an image if it shows no text. The list is empty when it shows neither. White space at its ends is left out.
 * A quote longer than `MAX_QUOTE` is kept by its beginning and its end (elision.ts); its position tells
 * how long it was.
 */
export function describe(range: Range, index: TextIndex): Selector[] {
  const span = index.spanOf(range);
  if (!span) return describeImage(range, index);
  const [start, end] = span;
  const { text } = index;
  const selectors: Selector[] = [
    {
      type: 'TextQuoteSelector',
      exact: elided(text.slice(start, end)),
      prefix: wholeStart(text.slice(Math.max(0, start - CONTEXT), start)),
      suffix: wholeEnd(text.slice(end, end + CONTEXT)),
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
