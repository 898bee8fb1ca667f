/**
 * Places many passages in a page that lives: what stands as it stood keeps its place, what is not certain is looked for
 * in what is new, and only the rest in the whole page, nearest to the reader first.
 */
import { type Selector, quoteOf } from '../core/selectors.ts';
import { type AnchorResult, anchorSteps } from './anchor.ts';
import { imagePath } from './find-image.ts';
import { fold } from './fold.ts';
import { type GramIndex, sequencesOf } from './grams.ts';
import type { PageText } from './page-text.ts';
import type { TextIndex } from './text-index.ts';
import { isText } from './visible-text.ts';

/** A passage found, and the text in which it was. */
export interface Placed {
  readonly result: AnchorResult;
  readonly index: TextIndex;
}

/** A passage to place, with what was found of it before. */
export interface Wanted {
  readonly selectors: readonly Selector[];
  readonly before?: Placed | undefined;
}

/** Places passages in short steps and tells each place that is new or was confirmed. */
export function* placeSteps(
  list: readonly Wanted[],
  text: PageText,
  document: Document,
  onPlaced: (at: number, placed: Placed) => void,
): Generator<void> {
  const index = yield* text.readSteps();
  const place = (at: number, result: AnchorResult) => onPlaced(at, { result, index });
  const sought: number[] = [];
  const doubtful: number[] = [];
  list.forEach(({ before, selectors }, at) => {
    const kept = before && carry(before, index);
    // an image may come and go without any text
    const isImage = before?.index !== index && imagePath(selectors) !== undefined;
    if (!before || !kept || isImage) sought.push(at);
    else if (kept.state === 'exact' || before.index === index) place(at, kept);
    else doubtful.push(at);
  });
  for (const [old, numbers] of Map.groupBy(doubtful, (at) => list[at]!.before!.index))
    sought.push(...(yield* foundInNews(list, numbers, index, old, place)));
  const nearest = nearestFirst(sought, list, index, document);
  const selectors = nearest.map((at) => list[at]!.selectors);
  yield* anchorSteps(selectors, index, (number, result) => place(nearest[number]!, result));
}

/** What was found before, if the text it was found in still stands, or nothing was found. */
function carry({ result, index: old }: Placed, index: TextIndex): AnchorResult | null {
  if (!result.span) return result;
  const span = index.carried(result.span, old);
  if (!span || !result.range) return null;
  const range = isWhole(result.range) ? result.range : index.range(...span);
  return range && { ...result, span, range };
}

/** A live range loses its ends when its nodes are taken out, also when they are put in again elsewhere. */
function isWhole({ collapsed, startContainer, endContainer }: Range): boolean {
  return !collapsed && isText(startContainer) && isText(endContainer) && startContainer.isConnected;
}

/** Those of the doubtful passages that what is new in the page could be; the others keep their places. */
function* foundInNews(
  list: readonly Wanted[],
  numbers: readonly number[],
  index: TextIndex,
  old: TextIndex,
  keep: (at: number, result: AnchorResult) => void,
): Generator<void, number[]> {
  const news = index.freshSince(old);
  const grams = news && (yield* news.gramSteps());
  const possible: number[] = [];
  for (const at of numbers) {
    const { selectors, before } = list[at]!;
    const kept = before && !(grams && couldBeIn(selectors, grams)) ? carry(before, index) : null;
    if (kept) keep(at, kept);
    else possible.push(at);
    yield;
  }
  return possible;
}

/** Whether so much of a quote stands in a part of the page that it could be meant. Too short to tell: it could. */
function couldBeIn(selectors: readonly Selector[], { size, shift, mask, starts }: GramIndex): boolean {
  const quote = quoteOf(selectors);
  if (!quote) return false;
  let all = 0;
  let there = 0;
  for (const hash of sequencesOf(fold(quote.exact).units, size)) {
    if (hash & mask) continue;
    const bucket = hash >>> shift;
    all++;
    if (starts[bucket + 1]! > starts[bucket]!) there++;
  }
  return there >= all * POSSIBLE;
}

/** Less than this share of a quote's sequences stands anywhere by chance. */
const POSSIBLE = 0.35;

/** By how far each passage was, when last seen or described, from what the reader sees now. */
function nearestFirst(
  numbers: readonly number[],
  list: readonly Wanted[],
  index: TextIndex,
  document: Document,
): number[] {
  const here = offsetInView(index, document);
  const distance = (at: number) => {
    const { selectors, before } = list[at]!;
    const position = selectors.find((one) => one.type === 'TextPositionSelector');
    const offset = before?.result.span?.[0] ?? position?.start;
    return offset === undefined ? Infinity : Math.abs(offset - here);
  };
  const distances = new Map(numbers.map((at) => [at, distance(at)]));
  return numbers.toSorted((a, b) => distances.get(a)! - distances.get(b)!);
}

/** The offset of what stands in the middle of the view. */
function offsetInView(index: TextIndex, document: Document): number {
  const view = document.defaultView;
  const element = view && document.elementFromPoint(view.innerWidth / 2, view.innerHeight / 2);
  return element ? index.offsetOf(element, 0) : 0;
}
