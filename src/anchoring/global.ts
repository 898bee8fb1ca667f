/**
 * Entry of `dist/anchoring.iife.js`: the anchoring room for any page, without the extension, so that anyone can
 * measure it. What was read of the page is kept until it changes there.
 */
import type { Selector } from '../core/selectors.ts';
import { type AnchorResult, anchor, anchorSteps } from './anchor.ts';
import { describe } from './describe.ts';
import { PageText } from './page-text.ts';
import { inSlices } from './slices.ts';

type Outcome = Pick<AnchorResult, 'state' | 'range' | 'score'>;

const observer = new MutationObserver((records) => page.changed(records));
const page = new PageText(document, {
  follow: (root) => observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true }),
  // changes made in this task are not delivered yet
  flush() {
    const records = observer.takeRecords();
    if (records.length > 0) page.changed(records);
  },
});
// what a frame shows comes with its own document
document.addEventListener('load', () => page.changed([]), { capture: true });

function outcomeOf({ state, range, score }: AnchorResult): Outcome {
  return { state, range, score };
}

/** In slices, so that the page stays alive meanwhile. */
async function anchorMany(list: readonly (readonly Selector[])[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  function* work(): Generator<void> {
    const index = yield* page.readSteps();
    yield* anchorSteps(list, index, (at, result) => (outcomes[at] = outcomeOf(result)));
  }
  await inSlices(work());
  return outcomes;
}

Object.assign(globalThis, {
  CommonplaceAnchoring: {
    describe: (range: Range): Selector[] => describe(range, page.read()),
    anchor: (selectors: readonly Selector[]): Outcome => outcomeOf(anchor(selectors, page.read())),
    anchorAll: anchorMany,
  },
});
