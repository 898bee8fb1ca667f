/** An import by the parts that the library sends: called off, or with an answer that is lost, it leaves whole parts, and goes on from them. */
import { expect, test } from 'vitest';
import type { ImportedRecord } from '../../src/core/import/imported-record.ts';
import type { LibraryPorts } from '../../src/library/ports.ts';
import { runImport } from '../../src/library/import/run-import.ts';
import { MOST_IMPORTED } from '../../src/protocol/from-pages.ts';
import { importNotes } from '../../src/store/import-notes.ts';
import { notesOfGroup } from '../../src/store/find-notes.ts';
import { countWaiting } from '../../src/store/take-batch.ts';
import { fields, openTestStore, type TestStore } from './open-test-store.ts';

const COUNT = 2 * MOST_IMPORTED + 7;
const records = Array.from({ length: COUNT }, (_, at): ImportedRecord => {
  const said = { ...fields({ text: `note ${at}` }), origin: { from: 'jsonld' } };
  return { id: `n${String(at).padStart(21, '0')}`, former: null, at: '2026-12-01T00:00:00.000Z', fields: said };
});

/** @param lost by the number of a message: its answer does not arrive */
const callOf = ({ db, sources }: TestStore, lost: readonly number[] = []): LibraryPorts['call'] => {
  let count = 0;
  return (async (_method: string, params: never) => {
    const answer = await importNotes(db, params, sources);
    if (lost.includes(++count)) throw new Error('nobody answered');
    return answer;
  }) as LibraryPorts['call'];
};

/** One operation each, and the group's own. */
async function expectHere({ db, personal }: TestStore, count: number): Promise<void> {
  const here = (await notesOfGroup(db, personal)).map(({ id }) => id);
  expect([new Set(here).size, here.length]).toEqual([count, count]);
  expect(await countWaiting(db)).toBe(count + 1);
}

test('called off, it leaves the parts that were taken whole; again, it goes on from there', async () => {
  const store = await openTestStore();
  const life = new AbortController();
  const told: number[] = [];
  const tell = (done: number): void => {
    told.push(done);
    life.abort();
  };
  const first = await runImport(store.personal, { records }, { call: callOf(store), tell, signal: life.signal });
  expect(first).toMatchObject({ here: 0, failed: null });
  expect([first.taken.length, told]).toEqual([MOST_IMPORTED, [MOST_IMPORTED]]);
  await expectHere(store, MOST_IMPORTED);
  const ports = { call: callOf(store), tell: () => undefined, signal: new AbortController().signal };
  const second = await runImport(store.personal, { records }, ports);
  expect([second.taken.length, second.here]).toEqual([COUNT - MOST_IMPORTED, MOST_IMPORTED]);
  await expectHere(store, COUNT);
});

test('a part whose answer was lost is there once when it is sent again', async () => {
  const store = await openTestStore();
  const ports = { tell: () => undefined, signal: new AbortController().signal };
  await expect(runImport(store.personal, { records }, { ...ports, call: callOf(store, [2]) })).rejects.toThrow(
    'nobody answered',
  );
  await expectHere(store, 2 * MOST_IMPORTED);
  const second = await runImport(store.personal, { records }, { ...ports, call: callOf(store) });
  expect([second.taken.length, second.here]).toEqual([7, 2 * MOST_IMPORTED]);
  await expectHere(store, COUNT);
});
