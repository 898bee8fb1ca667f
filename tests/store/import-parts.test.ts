/**
 * An import by the parts that the library sends, one behind the other: called off, refused, or with an answer that is lost, it leaves
 * whole parts, and goes on from them.
 */
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { ImportOrder } from '../../src/background/import-order.ts';
import type { ImportedRecord } from '../../src/core/import/imported-record.ts';
import { PartList } from '../../src/library/import/part-list.ts';
import type { LibraryPorts } from '../../src/library/ports.ts';
import { partsOf, type Part } from '../../src/library/import/parts.ts';
import { runImport, takeBack } from '../../src/library/import/run-import.ts';
import { handedText, offeredTexts, type OfferedTexts } from '../../src/platform/handed-texts.ts';
import { fromPages, importedRecords, MOST_IMPORTED } from '../../src/protocol/from-pages.ts';
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
  /** Milliseconds that it waits for what is handed over. */
  patience?: number;
};

/** Messages as the background takes them; they arrive in their order, and it has time for what comes meanwhile. */
function background({ db, sources }: TestStore, { lost, refused, unheard, anew = [], patience }: Mishaps = {}) {
  let order = new ImportOrder();
  let count = 0;
  const answered: string[] = [];
  const call = (async (method: 'notes.import', asked: unknown) => {
    const { records, ...params } = v.parse(fromPages[method].params, asked);
    const coming =
      'handed' in records ? handedText(records.handed, patience) : Promise.resolve(JSON.stringify(records));
    const number = ++count;
    if (anew.includes(number)) order = new ImportOrder();
    if (number === unheard) throw new Error('nobody heard it');
    const take = async (): Promise<{ ok: boolean; code?: string }> => {
      const text = await coming;
      if (number === refused) return { ok: false, code: 'forbidden' };
      if (text === null) return { ok: false, code: 'not-handed' };
      return importNotes(db, { ...params, records: v.parse(importedRecords, text) }, sources);
    };
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
  const first = await runImport(
    store.personal,
    { parts: partsOf(records) },
    { ...background(store), tell, signal: life.signal },
  );
  expect(first).toMatchObject({ here: 0, failed: null });
  expect([first.count, told]).toEqual([2 * MOST_IMPORTED, [MOST_IMPORTED, 2 * MOST_IMPORTED]]);
  await expectHere(store, 2 * MOST_IMPORTED);
  const second = await runImport(store.personal, { parts: partsOf(records) }, { ...quietly, ...background(store) });
  expect([second.count, second.here]).toEqual([COUNT - 2 * MOST_IMPORTED, 2 * MOST_IMPORTED]);
  await expectHere(store, COUNT);
});

test('a part whose answer was lost is there once when it is sent again, and so is the one behind it', async () => {
  const store = await openTestStore();
  const { call } = background(store, { lost: 2 });
  const first = await runImport(store.personal, { parts: partsOf(records) }, { ...quietly, call });
  // What is known to be new can be taken back: of the part behind it as well, which was on its way.
  expect(first).toMatchObject({ count: MOST_IMPORTED + 7, here: 0, failed: 'background' });
  expect(first.taken.map(({ fresh }) => fresh.size)).toEqual([MOST_IMPORTED, 7]);
  await expectHere(store, COUNT);
  const second = await runImport(store.personal, { parts: partsOf(records) }, { ...quietly, ...background(store) });
  expect([second.count, second.here]).toEqual([0, COUNT]);
  await expectHere(store, COUNT);
});

test.each([
  ['refused', { refused: 2 }, 'forbidden', ['1: ok', '2: forbidden', '3: behind']],
  ['not heard', { unheard: 2 }, 'background', ['1: ok', '3: behind']],
])('behind a part that was %s nothing is taken, though it was sent already', async (_, mishaps, failed, expected) => {
  const store = await openTestStore();
  const { call, answered } = background(store, mishaps);
  const run = await runImport(store.personal, { parts: partsOf(records) }, { ...quietly, call });
  expect(run).toMatchObject({ count: MOST_IMPORTED, here: 0, failed });
  expect(run.taken).toHaveLength(1);
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
      { parts: partsOf(answers) },
      { ...quietly, call, tell: (done) => told.push(done) },
    );
    expect([run.count, run.here, run.failed]).toEqual([COUNT, 0, null]);
    expect(told).toEqual([MOST_IMPORTED, 2 * MOST_IMPORTED, COUNT]);
    expect(answered).toContain('2: behind');
    await expectHere(store, COUNT);
    const parents = new Map((await notesOfGroup(store.db, store.personal)).map(({ id, parent }) => [id, parent]));
    expect(answers.map(({ id }) => parents.get(id) ?? null)).toEqual(answers.map(({ fields: { parent } }) => parent));
  },
);

/** Less of it, for what does not depend on how much it is. */
const few = records.slice(0, 65);
const PART = 30;

test.each([
  ['of two files', few.slice(0, 20), few.slice(20)],
  ['of the same file', few, few],
])('two imports at once, %s, each take what is new, and together all of it once', async (_, one, other) => {
  const store = await openTestStore();
  const { call } = background(store);
  const texts = offeredTexts();
  const runs = await Promise.all(
    [one, other].map((some) => runImport(store.personal, { parts: partsOf(some, 4) }, { ...quietly, call, texts })),
  );
  texts.close();
  expect(runs.map(({ failed }) => failed)).toEqual([null, null]);
  expect(runs.map(({ count, here }) => count + here)).toEqual([one.length, other.length]);
  const taken = runs.flatMap((run) => run.taken.flatMap(({ fresh }) => [...fresh]));
  expect(taken.toSorted()).toEqual(few.map(({ id }) => id));
  await expectHere(store, few.length);
});

test('parts are sent as they come; where no more can come, whole parts are there, and it is told that they are not all', async () => {
  const store = await openTestStore();
  const { call, answered } = background(store);
  const list = new PartList();
  const parts = [...partsOf(few, PART)];
  list.add(parts[0]!);
  const told: number[] = [];
  const run = runImport(
    store.personal,
    { parts: list },
    {
      ...quietly,
      call,
      tell: (done) => {
        told.push(done);
        list.fail(new Error('out of memory'));
      },
    },
  );
  while (answered.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  list.add(parts[1]!);
  expect(await run).toMatchObject({ count: 2 * PART, here: 0, failed: null });
  expect(told).toEqual([PART, 2 * PART]);
  await expectHere(store, 2 * PART);
});

test('a list of parts is walked over from the first by each who asks, also while it grows', async () => {
  const [part] = [...partsOf(records.slice(0, 3))];
  const list = new PartList();
  const walk = async (): Promise<Part[]> => {
    const walked: Part[] = [];
    for await (const one of list) walked.push(one);
    return walked;
  };
  const early = walk();
  list.add(part!);
  await Promise.resolve();
  list.add(part!);
  list.end();
  list.fail(new Error('called off'));
  expect([await early, await walk()]).toEqual([
    [part, part],
    [part, part],
  ]);
});

test('what is taken back is what was new of each part, the latest first', async () => {
  const store = await openTestStore();
  await importNotes(store.db, { group: store.personal, records: records.slice(5, 10) }, store.sources);
  const run = await runImport(store.personal, { parts: partsOf(few, PART) }, { ...quietly, ...background(store) });
  const asked: string[] = [];
  const call = (async (_method: string, { records: some }: { records: ImportedRecord[] }) => {
    asked.push(...some.map(({ id }) => id));
    return { kept: 1 };
  }) as LibraryPorts['call'];
  const told: number[] = [];
  const kept = await takeBack(run.taken, { call, tell: (done) => told.push(done) });
  const ids = few.map(({ id }) => id);
  expect(asked).toEqual([...ids.slice(0, 5), ...ids.slice(10)].toReversed());
  expect([told.at(-1), kept]).toEqual([few.length - 5, told.length]);
});

test('a message holds so many notes, and so many characters at most', () => {
  const long = records
    .slice(0, 4)
    .map((record) => ({ ...record, fields: { ...record.fields, text: 'x'.repeat(1_400_000) } }));
  expect([...partsOf(long)].map(({ ids }) => ids.length)).toEqual([2, 2]);
  expect([...partsOf(records)].map(({ ids }) => ids.length)).toEqual([MOST_IMPORTED, MOST_IMPORTED, 7]);
  const [part] = partsOf(records);
  expect(JSON.parse(part!.records)).toEqual(records.slice(0, MOST_IMPORTED));
});

/** What of the records went in messages, by the length of each. */
function counted(call: LibraryPorts['call']): { call: LibraryPorts['call']; lengths: number[] } {
  const lengths: number[] = [];
  return {
    lengths,
    call: (method, params) => {
      lengths.push('records' in params ? JSON.stringify(params.records).length : 0);
      return call(method, params);
    },
  };
}

test('records are handed over beside the messages, and offered only until they are taken', async () => {
  const store = await openTestStore();
  const texts = offeredTexts();
  const offered = new Set<string>();
  const watched: OfferedTexts = {
    offer: (text) => {
      const name = texts.offer(text);
      offered.add(name);
      return name;
    },
    withdraw: (name) => {
      texts.withdraw(name);
      offered.delete(name);
    },
  };
  const { call, lengths } = counted(background(store).call);
  const run = await runImport(store.personal, { parts: partsOf(few, PART) }, { ...quietly, call, texts: watched });
  expect([run.count, run.failed, offered.size]).toEqual([few.length, null, 0]);
  expect(lengths.filter((length) => length > 100)).toEqual([]);
  await expectHere(store, few.length);
  texts.close();
});

test('where nobody hears what is handed over, it travels in the messages, each part once and in its order', async () => {
  const store = await openTestStore();
  const deaf: OfferedTexts = { offer: () => 'nobody has it', withdraw: () => undefined };
  const { call, answered } = background(store, { patience: 5 });
  const told: number[] = [];
  const run = await runImport(
    store.personal,
    { parts: partsOf(few, PART) },
    { ...quietly, call, texts: deaf, tell: (done) => told.push(done) },
  );
  expect([run.count, run.here, run.failed]).toEqual([few.length, 0, null]);
  expect(told).toEqual([PART, 2 * PART, few.length]);
  expect(answered[0]).toBe('1: not-handed');
  await expectHere(store, few.length);
});
