/**
 * Remembers and finds again an image, by the words that stand for it, the text around it and its path. Images compete
 * as places of text do (judge.ts); separate because an image is not among the text that is searched.
 */
import type { Selector, TextQuoteSelector } from '../core/selectors.ts';
import { chainIn } from './chain.ts';
import { wordsFor } from './image-words.ts';
import { imageIn } from './images.ts';
import { type Features, evidenceOf, featuresOf, probabilities } from './judge.ts';
import { namedImageSteps } from './named-images.ts';
import { type Passage, agreeAfter, passageOf } from './passage.ts';
import type { TextIndex } from './text-index.ts';
import { isShadowRoot } from './visible-text.ts';
import { elementAt, pathOf } from './xpath.ts';

/** Describes the image in a range that shows no text. Empty if there is none, or none of which anything is said. */
export function describeImage(range: Range, index: TextIndex): Selector[] {
  const image = imageIn(range);
  const words = image && wordsFor(image, index)[0];
  if (!image || !words) return [];
  const { at, exact, prefix, suffix } = words;
  const position = index.codePointsBefore(at);
  return [
    { type: 'TextQuoteSelector', exact, prefix, suffix },
    { type: 'TextPositionSelector', start: position, end: position },
    { type: 'XPathSelector', value: placeOf(image) },
  ];
}

/** The path of the image that selectors mean; undefined when they mean text. */
export function imagePath(selectors: readonly Selector[]): string | undefined {
  return selectors.find((one) => one.type === 'XPathSelector')?.value;
}

/** An image found. `runnerUp` is the certainty of the next one. */
export interface FoundImage {
  readonly image: Element;
  readonly score: number;
  readonly runnerUp: number;
  readonly features: Features;
  /** Whether every image of the page was compared. */
  readonly isOfAll: boolean;
}

/** The image that is most likely the remembered one, in short steps; undefined when none is like it. */
export function* findImageSteps(
  quote: TextQuoteSelector,
  path: string,
  index: TextIndex,
): Generator<void, FoundImage | undefined> {
  const passage = passageOf(quote);
  if (!passage) return undefined;
  const { images, isAll } = yield* namedImageSteps(index);
  const isThere = standsAt(path);
  const drafts: Draft[] = [];
  for (const [at, { image, passages }] of images.entries()) {
    if (at % AT_A_TIME === AT_A_TIME - 1) yield;
    const bonus = isThere(image) ? SAME_PATH : 0;
    const likest = passages
      .flatMap((there) => compare(passage, there, bonus > 0) ?? [])
      .sort((one, other) => other.evidence - one.evidence)[0];
    if (likest) drafts.push({ ...likest, image, evidence: likest.evidence + bonus });
  }
  const chances = probabilities(drafts.map((one) => one.evidence));
  const [best, next] = drafts
    .map(({ image, features }, at) => ({ image, features, score: chances[at] ?? 0 }))
    .sort((one, other) => other.score - one.score);
  return best && { ...best, runnerUp: next?.score ?? 0, isOfAll: isAll };
}

interface Draft {
  readonly image: Element;
  readonly features: Features;
  readonly evidence: number;
}

/** Chooses among images that are alike in all else, and is too little to be sure by: paths shift. */
const SAME_PATH = 0.3;
/** Images to compare before others may have their turn. */
const AT_A_TIME = 16;

/** Null when they have no words in common, which only an image in the same place may. */
function compare(passage: Passage, there: Passage, isThere: boolean): Omit<Draft, 'image'> | null {
  const { units, start, end } = passage;
  const quote = units.subarray(start, end);
  const size = there.end - there.start;
  const isEqual = size === quote.length && agreeAfter(quote, 0, there.units, there.start, size) === size;
  const shared = chainIn(quote, there.units, there.start, there.end, [0, quote.length]).length;
  const matched = isEqual ? size : shared.reduce((sum, length) => sum + length, 0);
  if (matched === 0 && !isThere) return null;
  const left = chainIn(units.subarray(0, start), there.units, 0, there.start, [start, start]);
  const right = chainIn(units.subarray(end), there.units, there.end, there.units.length, [0, 0]);
  const chains = [left, { ...right, a: right.a.map((at) => at + end) }] as const;
  const features = featuresOf(passage, chains, { start: there.start, end: there.end, matched }, 0);
  return { features, evidence: evidenceOf(features) };
}

/** The path of an image, or of what stands in the document for the shadow tree it is in. */
function placeOf(image: Element): string {
  return (pathOf(outermost(image)) ?? '').slice(0, 4096);
}

/** Whether an image has a path; the path is gone once in each document, not once for each image. */
function standsAt(path: string): (image: Element) => boolean {
  const there = new Map<Document, Element | null>();
  return (image) => {
    const { ownerDocument: document } = image;
    if (!there.has(document)) there.set(document, elementAt(path, document));
    return there.get(document) === outermost(image);
  };
}

function outermost(image: Element): Element {
  let at = image;
  for (let root = at.getRootNode(); isShadowRoot(root); root = at.getRootNode()) at = root.host;
  return at;
}
