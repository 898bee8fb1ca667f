/**
 * Entry of `dist/anchoring.iife.js`: the anchoring room for any page, without the extension, so that anyone can
 * measure it. The index is kept until the page changes.
 */
import type { Selector } from '../core/selectors.ts';
import { type AnchorResult, anchor, anchorAll } from './anchor.ts';
import { describe } from './describe.ts';
import { type TextIndex, buildTextIndex } from './text-index.ts';

type Outcome = Pick<AnchorResult, 'state' | 'range' | 'score'>;

let index: TextIndex | undefined;
const observer = new MutationObserver(() => {
  index = undefined;
});

function current(): TextIndex {
  // changes made in this task are not delivered yet
  if (observer.takeRecords().length > 0) index = undefined;
  if (index) return index;
  index = buildTextIndex(document);
  observer.disconnect();
  for (const root of [document, ...index.roots])
    observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  return index;
}

function outcomeOf({ state, range, score }: AnchorResult): Outcome {
  return { state, range, score };
}

Object.assign(globalThis, {
  CommonplaceAnchoring: {
    describe: (range: Range): Selector[] => describe(range, current()),
    anchor: (selectors: readonly Selector[]): Outcome => outcomeOf(anchor(selectors, current())),
    anchorAll: (list: readonly (readonly Selector[])[]): Outcome[] => anchorAll(list, current()).map(outcomeOf),
  },
});
