/**
 * From remembered selectors to a range in the page as it is now, with an honest state. Orchestration only: searching
 * is in find-passage.ts, the measure of certainty in judge.ts.
 */
import {
  type RangeSelector,
  type Selector,
  type TextPositionSelector,
  type TextQuoteSelector,
  quoteOf,
} from '../core/selectors.ts';
import { elidedParts } from '../core/elision.ts';
import { pointAt } from './element-text.ts';
import { findImageSteps, imagePath } from './find-image.ts';
import { type Found, type Page, findPlaces, findUnchanged } from './find-passage.ts';
import { foldedAt } from './fold.ts';
import { gramSteps } from './grams.ts';
import { rangeAround } from './image-words.ts';
import { ACCEPT, MARGIN, PLAUSIBLE } from './judge.ts';
import { type Passage, nearPassageOf, passageOf } from './passage.ts';
import { finish } from './slices.ts';
import type { Span, TextIndex } from './text-index.ts';
import { elementAt } from './xpath.ts';

/**
 * `exact`: the same words in the same surroundings. `moved`: the same words, other surroundings. `changed`: edited.
 * `unsure`: a place that must not be drawn as certain. `lost`: no plausible place.
 */
export type AnchorState = 'exact' | 'moved' | 'changed' | 'unsure' | 'lost';

/** Where a passage is. `score` and `runnerUp` are the certainty of the best and of the next place, 0 to 1. */
export interface AnchorResult {
  readonly state: AnchorState;
  readonly range: Range | null;
  /** Offsets in the index; null when there is no range, and for an image. */
  readonly span: Span | null;
  readonly score: number;
  readonly runnerUp: number;
}

/** Anchors one passage. */
export function anchor(selectors: readonly Selector[], index: TextIndex): AnchorResult {
  return anchorAll([selectors], index)[0] ?? LOST;
}

/** Anchors many passages against one index; results stand in the order of the list. */
export function anchorAll(list: readonly (readonly Selector[])[], index: TextIndex): AnchorResult[] {
  const results: AnchorResult[] = [];
  finish(anchorSteps(list, index, (at, result) => (results[at] = result)));
  return results;
}

/** Anchors many passages in short steps and tells each result when it is found. */
export function* anchorSteps(
  list: readonly (readonly Selector[])[],
  index: TextIndex,
  onResult: (at: number, result: AnchorResult) => void,
): Generator<void> {
  const sought = list.map((selectors) => ({ selectors, quotes: quotesOf(selectors) }));
  yield* index.foldSteps();
  const quotes = sought.flatMap((one) => one.quotes);
  const size = quotes.reduce(
    (sum, { exact, prefix = '', suffix = '' }) => sum + exact.length + prefix.length + suffix.length,
    0,
  );
  // a few passages need no index of the whole page
  const few = size * 4 < index.folded.units.length && !index.hasGrams;
  if (few) index.searched();
  const grams = few ? yield* gramSteps(index.folded.units, unitsOf(quotes)) : yield* index.gramSteps();
  const page: Page = { ...index.folded, grams };
  for (const [at, one] of sought.entries()) {
    onResult(at, (yield* imageSteps(one.selectors, index)) ?? anchorParts(one.quotes, one.selectors, index, page));
    yield;
  }
}

/** What is looked for: nothing, a quote, or the beginning and the end of a very long one when only these are kept. */
function quotesOf(selectors: readonly Selector[]): readonly TextQuoteSelector[] {
  const quote = quoteOf(selectors);
  return quote ? (elidedParts(quote) ?? [quote]) : [];
}

function unitsOf(quotes: readonly TextQuoteSelector[]): Uint16Array[] {
  return quotes.flatMap((quote) => passageOf(quote)?.units ?? []);
}

function anchorParts(
  [first, second]: readonly TextQuoteSelector[],
  selectors: readonly Selector[],
  index: TextIndex,
  page: Page,
): AnchorResult {
  if (!first) return LOST;
  const head = anchorPassage(first, selectors, index, page);
  if (!second) return head;
  // the passage lies between its two ends
  const tail = anchorPassage(second, [], index, page);
  if (!head.span || !tail.span || head.span[0] > tail.span[0]) return LOST;
  const span: Span = [head.span[0], Math.max(head.span[1], tail.span[1])];
  const range = index.range(...span);
  const weaker = STATES.indexOf(head.state) > STATES.indexOf(tail.state) ? head : tail;
  return range ? { ...weaker, range, span } : LOST;
}

function anchorPassage(
  quote: TextQuoteSelector,
  selectors: readonly Selector[],
  index: TextIndex,
  page: Page,
): AnchorResult {
  // most passages stand unchanged, which the nearest of their context tells
  const near = nearPassageOf(quote);
  const sure = near && findUnchanged(near, page, -1);
  if (sure) return resultOf(sure, 0, index);
  const passage = passageOf(quote);
  if (!passage) return LOST;
  const [best, next] = placesOf(passage, selectors, index, page);
  return best ? resultOf(best, next?.score ?? 0, index) : LOST;
}

/** The places a passage could be at, best first: what is judged here, and what the weights are fitted on. */
export function placesOf(passage: Passage, selectors: readonly Selector[], index: TextIndex, page: Page): Found[] {
  const hint = positionHint(selectors, index);
  const sure = findUnchanged(passage, page, hint);
  if (sure) return [sure];
  const places = findPlaces(passage, page, [hint]);
  if (places[0] && places[0].score >= ACCEPT) return places;
  const path = pathHint(selectors, index);
  return path >= 0 && path !== hint ? findPlaces(passage, page, [hint, path]) : places;
}

/** Null when the selectors mean text. */
function* imageSteps(selectors: readonly Selector[], index: TextIndex): Generator<void, AnchorResult | null> {
  const quote = quoteOf(selectors);
  const path = imagePath(selectors);
  if (!quote || path === undefined) return null;
  const found = yield* findImageSteps(quote, path, index);
  if (!found || found.score < PLAUSIBLE) return { ...LOST, score: found?.score ?? 0, runnerUp: found?.runnerUp ?? 0 };
  const { image, features, score, runnerUp } = found;
  // another image may have come into the same surroundings, or stand where we did not look
  const state = features.quote < 0.5 || !found.isOfAll ? 'unsure' : stateOf(found, runnerUp);
  return { state, range: rangeAround(image), span: null, score, runnerUp };
}

/** From the best to the worst. */
const STATES: readonly AnchorState[] = ['exact', 'moved', 'changed', 'unsure', 'lost'];

const LOST: AnchorResult = { state: 'lost', range: null, span: null, score: 0, runnerUp: 0 };

function resultOf(best: Found, runnerUp: number, index: TextIndex): AnchorResult {
  const { score } = best;
  if (score < PLAUSIBLE) return { ...LOST, score, runnerUp };
  const span = spanOf(best, index);
  const range = index.range(...span);
  if (!range) return { ...LOST, score, runnerUp };
  return { state: stateOf(best, runnerUp), range, span, score, runnerUp };
}

/** The offsets of a place in the index. */
export function spanOf({ start, end }: Found, index: TextIndex): Span {
  const { map } = index.folded;
  return index.whole(map[start] ?? 0, (map[end - 1] ?? 0) + 1);
}

function stateOf({ score, features }: Pick<Found, 'score' | 'features'>, runnerUp: number): AnchorState {
  if (score < ACCEPT || score - runnerUp < MARGIN) return 'unsure';
  if (features.quote < 1) return 'changed';
  return features.nearBetter >= 0.5 ? 'exact' : 'moved';
}

/** Where the quote would begin in the folded page by its remembered position; -1 when not remembered. */
export function positionHint(selectors: readonly Selector[], index: TextIndex): number {
  const position = selectors.find((one): one is TextPositionSelector => one.type === 'TextPositionSelector');
  return position ? foldedAt(index.folded, index.offsetOfCodePoint(position.start)) : -1;
}

/** Where the quote would begin in the folded page by its path in the document; -1 when there is nothing. */
export function pathHint(selectors: readonly Selector[], index: TextIndex): number {
  const path = selectors.find((one): one is RangeSelector => one.type === 'RangeSelector')?.startSelector;
  const document = index.roots[0] instanceof Document ? index.roots[0] : index.roots[0]?.ownerDocument;
  const element = path && document ? elementAt(path.value, document) : null;
  if (!element) return -1;
  const point = pointAt(element, path?.refinedBy?.start ?? 0, false);
  return point ? foldedAt(index.folded, index.offsetOf(point.node, point.offset)) : -1;
}
