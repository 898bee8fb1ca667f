/** Tells every place that our search weighs for a passage, with what it knows of it: what calibration learns from. */
import { placesOf, spanOf } from '../../../src/anchoring/anchor.ts';
import { describe } from '../../../src/anchoring/describe.ts';
import { termsOf } from '../../../src/anchoring/judge.ts';
import { buildTextIndex } from '../../../src/anchoring/page-text.ts';
import { passageOf } from '../../../src/anchoring/passage.ts';
import { finish } from '../../../src/anchoring/slices.ts';
import { type Selector, quoteOf } from '../../../src/core/selectors.ts';
import { offsetsOf, rangeAt } from './offsets.ts';

/** A place in the page's `textContent` and the terms of its evidence. */
export interface WeighedPlace {
  readonly at: readonly [number, number];
  readonly terms: readonly number[];
}

const features = {
  describe(spans: readonly (readonly [number, number])[]): Selector[][] {
    const index = buildTextIndex(document);
    return spans.map(([start, end]) => {
      const range = rangeAt(start, end);
      return range ? describe(range, index) : [];
    });
  },
  places(list: readonly (readonly Selector[])[]): WeighedPlace[][] {
    const index = buildTextIndex(document);
    const page = { ...index.folded, grams: finish(index.gramSteps()) };
    return list.map((selectors) => {
      const quote = quoteOf(selectors);
      const passage = quote && passageOf(quote);
      if (!passage) return [];
      return placesOf(passage, selectors, index, page).flatMap((place) => {
        const range = index.range(...spanOf(place, index));
        const at = range && offsetsOf(range);
        return at ? [{ at, terms: termsOf(place.features) }] : [];
      });
    });
  },
};

export type FeatureDump = typeof features;

declare global {
  var benchFeatures: FeatureDump;
}

globalThis.benchFeatures = features;
