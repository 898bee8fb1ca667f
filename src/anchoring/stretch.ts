/** Moves an end of a passage by a word or a sentence, as its language has them. */
import type { Span } from './text-index.ts';

export type Edge = 'start' | 'end';
export type Unit = 'word' | 'sentence';

/** Units of text on each side that hold the next border. */
const WINDOW: Record<Unit, number> = { word: 400, sentence: 4000 };

/**
 * The span with one end moved to the next border of its kind: towards the text's end for 1, its start for -1. The same
 * span if there is none, or if nothing would be left.
 */
export function stretch(text: string, span: Span, edge: Edge, by: 1 | -1, unit: Unit, locale?: string): Span {
  const [start, end] = span;
  const here = edge === 'start' ? start : end;
  const from = Math.max(0, here - WINDOW[unit]);
  const borders = segmentsOf(text.slice(from, here + WINDOW[unit]), unit, locale)
    .map((segment) => from + segment[edge])
    .filter((at) => (by > 0 ? at > here : at < here))
    .filter((at) => (edge === 'start' ? at < end : at > start));
  const next = by > 0 ? borders[0] : borders.at(-1);
  if (next === undefined) return span;
  return edge === 'start' ? [next, end] : [start, next];
}

/** Words as such, sentences without the space behind them. */
function segmentsOf(text: string, unit: Unit, locale: string | undefined): { start: number; end: number }[] {
  const segments = [...segmenter(unit, locale).segment(text)];
  return segments
    .filter(({ isWordLike, segment }) => isWordLike ?? segment.trim() !== '')
    .map(({ index, segment }) => ({ start: index, end: index + segment.trimEnd().length }));
}

/** A page may call its language anything. */
function segmenter(granularity: Unit, locale: string | undefined): Intl.Segmenter {
  try {
    return new Intl.Segmenter(locale, { granularity });
  } catch {
    return new Intl.Segmenter(undefined, { granularity });
  }
}
