/**
 * An import by the parts that the library sends, one behind the other: called off, refused, or with an answer that is lost, it leaves
 * whole parts, and goes on from them.
 */
import { expect, test } from 'vitest';
import { ImportOrder } from '../../src/background/import-order.ts';
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

type Mishaps = {
  /** By the number of a message, from 1: its answer does not arrive. */
  lost?: number;
  /** It is refused, or nobody hears it. */
  refused?: number;
  unheard?: number;
  /** The background begins anew before it. */
  anew?: readonly number[];
};

/** Messages as the background takes them; they arrive in their order, and it has time for what comes meanwhile. */
function background({ db, sources }: TestStore, { lost, refused, unheard, anew = [] }: Mishaps = {}) {
  let order = new ImportOrder();
  let count = 0;
  const answered: string[] = [];
  const call = (async (_method: string, params: Parameters<typeof importNotes>[1] & { behind?: string }) => {
    const number = ++count;
    if (anew.includes(number)) order = new ImportOrder();
    if (number === unheard) throw new Error('nobody heard it');
    const take = async (): Promise<{ ok: boolean; code?: string }> =>
      number === refused ? { ok: false, code: 'forbidden' } : importNotes(db, params, sources);
    const answer = await order.take(params, take);
    answered.push(`${number}: ${answer.ok ? 'ok' : answer.code}`);
    if (number === lost) throw new Error('nobody answered');
    return answer;
  }) as LibraryPorts['call'];
  return { call, answered };
}

const quietly = { tell: () => undefined, signal: new AbortController().signal };

/** One operation each, and the group's own. */
async function expectHere({ db, personal }: TestStore, count: number): Promise<void> {
  const here = (await notesOfGroup(db, personal)).map(({ id }) => id);
  expect([new Set(here).size, here.length]).toEqual([count, count]);
  expect(await countWaiting(db)).toBe(count + 1);
}

test('called off, it leaves the parts that were on their way whole; again, it goes on from there', async () => {
  const store = await openTestStore();
  const life = new AbortController();
  const told: number[] = [];
  const tell = (done: number): void => {
    told.push(done);
    life.abort();
  };
  const first = await runImport(store.personal, { records }, { ...background(store), tell, signal: life.signal });
  expect(first).toMatchObject({ here: 0, failed: null });
  expect([first.taken.length, told]).toEqual([2 * MOST_IMPORTED, [MOST_IMPORTED, 2 * MOST_IMPORTED]]);
  await expectHere(store, 2 * MOST_IMPORTED);
  const second = await runImport(store.personal, { records }, { ...quietly, ...background(store) });
  expect([second.taken.length, second.here]).toEqual([COUNT - 2 * MOST_IMPORTED, 2 * MOST_IMPORTED]);
  await expectHere(store, COUNT);
});

test('a part whose answer was lost is there once when it is sent again, and so is the one behind it', async () => {
  const store = await openTestStore();
  const { call } = background(store, { lost: 2 });
  await expect(runImport(store.personal, { records }, { ...quietly, call })).rejects.toThrow('nobody answered');
  await expectHere(store, COUNT);
  const second = await runImport(store.personal, { records }, { ...quietly, ...background(store) });
  expect([second.taken.length, second.here]).toEqual([0, COUNT]);
  await expectHere(store, COUNT);
});

test.each([
  ['refused', { refused: 2 }, ['1: ok', '2: forbidden', '3: behind']],
  ['not heard', { unheard: 2 }, ['1: ok', '3: behind']],
])('behind a part that was %s nothing is taken, though it was sent already', async (_, mishaps, expected) => {
  const store = await openTestStore();
  const { call, answered } = background(store, mishaps);
  const run = runImport(store.personal, { records }, { ...quietly, call });
  if ('refused' in mishaps) expect(await run).toMatchObject({ here: 0, failed: 'forbidden' });
  else await expect(run).rejects.toThrow('nobody heard it');
  expect(answered).toEqual(expected);
  await expectHere(store, MOST_IMPORTED);
});

test.each([
  ['once', [2]],
  ['again and again', [2, 3, 4, 5]],
])(
  'where the background begins anew %s, parts that it refuses are sent again, and answers keep what they answer',
  async (_, anew) => {
    const store = await openTestStore();
    const { call, answered } = background(store, { anew });
    const answers = records.map((record, at): ImportedRecord => {
      const parent = records[at - MOST_IMPORTED]?.id ?? null;
      return { ...record, fields: { ...record.fields, parent, kind: parent === null ? 'comment' : 'reply' } };
    });
    const told: number[] = [];
    const run = await runImport(
      store.personal,
      { records: answers },
      { ...quietly, call, tell: (done) => told.push(done) },
    );
    expect([run.taken.length, run.here, run.failed]).toEqual([COUNT, 0, null]);
    expect(told).toEqual([MOST_IMPORTED, 2 * MOST_IMPORTED, COUNT]);
    expect(answered).toContain('2: behind');
    await expectHere(store, COUNT);
    const parents = new Map((await notesOfGroup(store.db, store.personal)).map(({ id, parent }) => [id, parent]));
    expect(answers.map(({ id }) => parents.get(id) ?? null)).toEqual(answers.map(({ fields: { parent } }) => parent));
  },
);
