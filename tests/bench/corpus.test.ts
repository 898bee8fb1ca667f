/** The corpus says the truth: its offsets hold in the page as written, and what it calls the same is the same. */
import { beforeAll, expect, test } from 'vitest';
import type { Case } from '../../bench/anchoring/corpus/cases.ts';
import { type Revision, revisions } from '../../bench/anchoring/corpus/corpus.ts';
import { TracedPage } from '../../bench/anchoring/corpus/traced-page.ts';

let made: { revision: Revision; old: string; now: string }[] = [];
beforeAll(async () => {
  made = (await revisions(1)).map((revision) => ({
    revision,
    old: new TracedPage(revision.old).text(),
    now: new TracedPage(revision.now).text(),
  }));
});

const bare = (text: string) => text.replaceAll(/\s+/gu, '');

function casesWith(label: Case['label']): { one: Case; now: string }[] {
  return made.flatMap(({ revision, now }) =>
    revision.cases.filter((one) => one.label === label).map((one) => ({ one, now })),
  );
}

test('every passage stands at its offsets in the pages as they are read again', () => {
  for (const { revision, old, now } of made)
    for (const one of revision.cases) {
      expect(old.slice(one.start, one.end)).toBe(one.exact);
      if (one.label !== 'gone') expect(now.slice(one.newStart, one.newEnd)).toBe(one.newExact);
    }
});

test('what is the same has the same words, what is edited has others', () => {
  const same = casesWith('same');
  const edited = casesWith('edited');
  expect(same.length).toBeGreaterThan(100);
  expect(edited.length).toBeGreaterThan(100);
  for (const { one } of same) if (one.label !== 'gone') expect(bare(one.newExact)).toBe(bare(one.exact));
  for (const { one } of edited) if (one.label !== 'gone') expect(bare(one.newExact)).not.toBe(bare(one.exact));
});

test('what is gone does not stand there as a whole, when it is long enough to be one of a kind', () => {
  const gone = casesWith('gone').filter(({ one }) => bare(one.exact).length > 60);
  expect(gone.length).toBeGreaterThan(10);
  for (const { one, now } of gone) expect(bare(now)).not.toContain(bare(one.exact));
});

test('the same seeds make the same corpus, others another', async () => {
  const again = await revisions(1);
  expect(again).toEqual(made.map(({ revision }) => revision));
  expect((await revisions(2)).map(({ now }) => now)).not.toEqual(again.map(({ now }) => now));
});
