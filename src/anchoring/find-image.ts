/**
 * Remembers and finds again an image, by the words that stand for it, the text around it and its path. Images compete
 * as places of text do (judge.ts); separate because an image is not among the text that is searched.
 */
import type { Selector, TextQuoteSelector } from '../core/selectors.ts';
import { chainIn } from './chain.ts';
import { type ImageWords, wordsFor } from './image-words.ts';
import { imageIn, imagesIn } from './images.ts';
import { type Features, evidenceOf, featuresOf, probabilities } from './judge.ts';
import { type Passage, agreeAfter, passageOf } from './passage.ts';
import type { TextIndex } from './text-index.ts';
import { isShadowRoot } from './visible-text.ts';
import { pathOf } from './xpath.ts';

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
}

/** The image that is most likely the remembered one; undefined when none is like it. */
export function findImage(quote: TextQuoteSelector, path: string, index: TextIndex): FoundImage | undefined {
  const passage = passageOf(quote);
  if (!passage) return undefined;
  const drafts: Draft[] = [];
  for (const root of index.roots)
    for (const image of imagesIn(root as Document | ShadowRoot)) {
      const isThere = placeOf(image) === path;
      const likest = wordsFor(image, index)
        .map((words) => compare(passage, words))
        .sort((one, other) => other.evidence - one.evidence)[0];
      if (likest && (likest.features.quote > 0 || isThere))
        drafts.push({ ...likest, image, evidence: likest.evidence + (isThere ? SAME_PATH : 0) });
    }
  const chances = probabilities(drafts.map((one) => one.evidence));
  const [best, next] = drafts
    .map(({ image, features }, at) => ({ image, features, score: chances[at] ?? 0 }))
    .sort((one, other) => other.score - one.score);
  return best && { ...best, runnerUp: next?.score ?? 0 };
}

interface Draft {
  readonly image: Element;
  readonly features: Features;
  readonly evidence: number;
}

/** Chooses among images that are alike in all else, and is too little to be sure by: paths shift. */
const SAME_PATH = 0.3;

function compare(passage: Passage, words: ImageWords): Omit<Draft, 'image'> {
  const { units, start, end } = passage;
  const there = passageOf({ type: 'TextQuoteSelector', ...words });
  if (!there) return { features: NOTHING, evidence: -Infinity };
  const quote = units.subarray(start, end);
  const size = there.end - there.start;
  const isEqual = size === quote.length && agreeAfter(quote, 0, there.units, there.start, size) === size;
  const shared = chainIn(quote, there.units, there.start, there.end, [0, quote.length]).length;
  const matched = isEqual ? size : shared.reduce((sum, length) => sum + length, 0);
  const left = chainIn(units.subarray(0, start), there.units, 0, there.start, [start, start]);
  const right = chainIn(units.subarray(end), there.units, there.end, there.units.length, [0, 0]);
  const chains = [left, { ...right, a: right.a.map((at) => at + end) }] as const;
  const features = featuresOf(passage, chains, { start: there.start, end: there.end, matched }, 0);
  return { features, evidence: evidenceOf(features) };
}

const NOTHING: Features = { quote: 0, length: 0, nearWorse: 0, nearBetter: 0, wide: 0, drift: 0 };

/** The path of an image, or of what stands in the document for the shadow tree it is in. */
function placeOf(image: Element): string {
  let at = image;
  for (let root = at.getRootNode(); isShadowRoot(root); root = at.getRootNode()) at = root.host;
  return (pathOf(at) ?? '').slice(0, 4096);
}
