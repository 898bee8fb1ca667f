/** The bundle for any page answers about the page as it is at that moment. */
import { expect, test } from 'vitest';
import type { AnchorResult } from '../../src/anchoring/anchor.ts';
import '../../src/anchoring/global.ts';
import type { Selector } from '../../src/core/selectors.ts';
import { show, showMarked, wordsOf } from './marked-page.ts';

type Outcome = Pick<AnchorResult, 'state' | 'range' | 'score'>;

interface Anchoring {
  readonly describe: (range: Range) => Selector[];
  readonly anchor: (selectors: readonly Selector[]) => Outcome;
  readonly anchorAll: (list: readonly (readonly Selector[])[]) => Promise<Outcome[]>;
}

const { describe, anchor, anchorAll } = (globalThis as unknown as { CommonplaceAnchoring: Anchoring })
  .CommonplaceAnchoring;

test('what is described is found in the page as it has become', () => {
  const { range } = showMarked('<p>The circle that ⟦reads slowly⟧ notices more than a reader who hurries.</p>');
  const selectors = describe(range);
  show('<p>A foreword.</p><p>The circle that reads slowly notices more than a reader who hurries.</p>');
  const result = anchor(selectors);
  expect(Object.keys(result).toSorted()).toEqual(['range', 'score', 'state']);
  expect(result.state).toBe('exact');
  expect(wordsOf(result.range)).toBe('reads slowly');
});

test('text changed in the same task is seen, also in a shadow tree', () => {
  const { container, range } = showMarked(
    '<div><template shadowrootmode="open"><p>The circle that ⟦reads slowly⟧ notices more than others do.</p></template></div>',
  );
  const selectors = describe(range);
  expect(anchor(selectors).state).toBe('exact');
  const shadow = container.firstElementChild?.shadowRoot;
  shadow?.querySelector('p')?.replaceChildren('Something else was written here instead, by somebody else.');
  expect(anchor(selectors).state).toBe('lost');
});

test('a list is answered in its order', async () => {
  const { range } = showMarked('<p>The circle that ⟦reads slowly⟧ notices more than a reader who hurries.</p>');
  const selectors = describe(range);
  const results = await anchorAll([[], selectors, [{ type: 'TextQuoteSelector', exact: 'never written anywhere' }]]);
  expect(results.map(({ state }) => state)).toEqual(['lost', 'exact', 'lost']);
});
