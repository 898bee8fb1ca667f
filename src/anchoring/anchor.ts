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
import { elidedParts } from './elision.ts';
import { pointAt } from './element-text.ts';
import { type Found, type Page, findPlaces, findUnchanged } from './find-passage.ts';
import { foldedAt } from './fold.ts';
import { ACCEPT, PLAUSIBLE } from './judge.ts';
import { passageOf } from './passage.ts';
import type { TextIndex } from './text-index.ts';
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
  readonly score: number;
  readonly runnerUp: number;
}

/** Anchors one passage. */
export function anchor(selectors: readonly Selector[], index: TextIndex): AnchorResult {
  const quote = quoteOf(selectors);
  if (!quote) return LOST;
  const parts = elidedParts(quote);
  if (!parts) return anchorQuote(quote, selectors, index);
  // only the beginning and the end of a very long quote are kept: it lies between them
  const head = anchorQuote(parts[0], selectors, index);
  const tail = anchorQuote(parts[1], [], index);
  if (!head.range || !tail.range || !precedes(head.range, tail.range)) return LOST;
  const range = head.range.cloneRange();
  range.setEnd(tail.range.endContainer, tail.range.endOffset);
  const weaker = STATES.indexOf(head.state) > STATES.indexOf(tail.state) ? head : tail;
  return { ...weaker, range };
}

/** Anchors many passages against one index; results stand in the order of the list. */
export function anchorAll(list: readonly (readonly Selector[])[], index: TextIndex): AnchorResult[] {
  return list.map((selectors) => anchor(selectors, index));
}

/** How `anchorInSlices` works and tells. */
export interface SliceOptions {
  /** Longest time to hold the thread, in milliseconds. */
  readonly budgetMs?: number;
  readonly signal?: AbortSignal;
  readonly onResult: (at: number, result: AnchorResult) => void;
  readonly now?: () => number;
}

/** Anchors many passages without holding the thread longer than the budget at a time. Stops quietly when aborted. */
export async function anchorInSlices(
  list: readonly (readonly Selector[])[],
  index: TextIndex,
  { budgetMs = 12, signal, onResult, now = () => performance.now() }: SliceOptions,
): Promise<void> {
  // the folded text and its sequences are each made once, in a slice of their own
  for (const prepare of [() => index.folded, () => index.grams]) {
    if (list.length > 0) prepare();
    await rest();
  }
  let until = now() + budgetMs;
  for (let at = 0; at < list.length; at++) {
    if (now() >= until) {
      await rest();
      until = now() + budgetMs;
    }
    if (signal?.aborted) return;
    onResult(at, anchor(list[at] ?? [], index));
  }
}

function anchorQuote(quote: TextQuoteSelector, selectors: readonly Selector[], index: TextIndex): AnchorResult {
  const passage = passageOf(quote);
  if (!passage) return LOST;
  const page: Page = { ...index.folded, grams: index.grams };
  const hint = positionHint(selectors, index);
  const sure = findUnchanged(passage, page, hint);
  if (sure) return resultOf(sure, 0, index);
  let places = findPlaces(passage, page, [hint]);
  if (!places[0] || places[0].score < ACCEPT) {
    const path = pathHint(selectors, index);
    if (path >= 0 && path !== hint) places = findPlaces(passage, page, [hint, path]);
  }
  const [best, next] = places;
  return best ? resultOf(best, next?.score ?? 0, index) : LOST;
}

/** From the best to the worst. */
const STATES: readonly AnchorState[] = ['exact', 'moved', 'changed', 'unsure', 'lost'];

const LOST: AnchorResult = { state: 'lost', range: null, score: 0, runnerUp: 0 };

function resultOf(best: Found, runnerUp: number, index: TextIndex): AnchorResult {
  const { score, features } = best;
  if (score < PLAUSIBLE) return { ...LOST, score, runnerUp };
  const { map } = index.folded;
  const start = map[best.start] ?? 0;
  const range = index.range(...index.whole(start, (map[best.end - 1] ?? 0) + 1));
  if (!range) return { ...LOST, score, runnerUp };
  return { state: stateOf(score, features), range, score, runnerUp };
}

function stateOf(score: number, { quote, nearBetter }: Found['features']): AnchorState {
  if (score < ACCEPT) return 'unsure';
  if (quote < 1) return 'changed';
  return nearBetter >= 0.5 ? 'exact' : 'moved';
}

function precedes(one: Range, other: Range): boolean {
  return (
    one.startContainer.getRootNode() === other.startContainer.getRootNode() &&
    one.compareBoundaryPoints(Range.START_TO_START, other) <= 0
  );
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

/** Lets the page live: input and painting come first. */
function rest(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  return scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}
