/** Our bundle as a method: what we are not sure of counts as not returned. */
import type { AnchorResult } from '../../../src/anchoring/anchor.ts';
import type { Selector } from '../../../src/core/selectors.ts';
import { offer } from './method.ts';

/** What `dist/anchoring.iife.js` sets. */
export interface Anchoring {
  describe(range: Range): Selector[];
  anchor(selectors: readonly Selector[]): Pick<AnchorResult, 'state' | 'range' | 'score'>;
  anchorAll(list: readonly (readonly Selector[])[]): Promise<Pick<AnchorResult, 'state' | 'range' | 'score'>[]>;
}

declare global {
  var CommonplaceAnchoring: Anchoring;
}

offer({
  describe: (range) => CommonplaceAnchoring.describe(range),
  anchor: (selectors: readonly Selector[]) => {
    const { state, range } = CommonplaceAnchoring.anchor(selectors);
    return state === 'unsure' ? null : range;
  },
});
