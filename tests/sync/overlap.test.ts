/**
 * Two batches of a push on their way at a time: whichever of them fails, is refused as too large, or is answered to a
 * worker that is dead, nothing is lost and nothing is there twice.
 */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { LIMITS } from '../../src/protocol/sync.ts';
import { notesOfGroup } from '../../src/store/find-notes.ts';
import { freshId } from '../../src/store/sources.ts';
import { countWaiting, takeBatch } from '../../src/store/take-batch.ts';
import { createNote } from '../../src/store/write-note.ts';
import { fields } from '../store/open-test-store.ts';
import { Device, sources, startEndpoint, type TestEndpoint } from './device.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.dispose());

/** Two batches, the second of which is on its way together with the rest. */
const REST = 60;
const COUNT = 2 * LIMITS.ops + REST;

/** A device on which as many notes wait; the first is written as a learner writes it, the others are copies of it. */
async function withWaiting(): Promise<{ device: Device; group: string }> {
  const device = await new Device().signInAsGuest(endpoint.url, 'Ada');
  onTestFinished(() => device.syncer.stop());
  await device.syncer.run();
  device.syncer.stop();
  const group = await device.personal();
  const first = await device.write('note 0', group);
  const { db } = device;
  const entry = await db.outbox.where('id').equals(first).first();
  const record = await db.annotations.get(first);
  if (entry?.op.kind !== 'annotation' || entry.op.act !== 'put' || !record || record.row.deleted)
    throw new Error('nothing waits');
  const { row } = record;
  const { n: _, op, ...envelope } = entry;
  for (let at = 1; at < COUNT; at++) {
    const [id, opId] = [freshId(sources), freshId(sources)];
    const words = fields({ text: `note ${at}` });
    await db.outbox.add({ ...envelope, id, opId, op: { ...op, id, opId, fields: words } });
    await db.annotations.add({ ...record, id, row: { ...row, id, fields: words } });
  }
  return { device, group };
}

/** Every note is at the endpoint once, and this device knows it. */
async function isWhole({ device, group }: { device: Device; group: string }): Promise<void> {
  const other = await new Device().copyAccount(device);
  await other.syncer.run();
  other.syncer.stop();
  for (const { db } of [device, other]) {
    const notes = await notesOfGroup(db, group);
    expect(notes.filter(({ base }) => base !== null)).toHaveLength(COUNT);
    expect(new Set(notes.map(({ row }) => (row.deleted ? '' : row.fields.text))).size).toBe(COUNT);
  }
  expect(await countWaiting(device.db)).toBe(0);
  expect(await device.db.refused.count()).toBe(0);
}

type Ask = () => Promise<Response>;

/** Does something else than to ask at the nth push, counted from 1. The endpoint seems to be one of before, which takes few at once. */
function atPush(instead: (nth: number, ask: Ask, body: string) => Promise<Response>, isOld = true): typeof fetch {
  let nth = 0;
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!url.pathname.endsWith('/push')) return fetch(input, init);
    const body = await new Response(init?.body ?? null).text();
    const go = async (): Promise<Response> => {
      const answer = await fetch(input, init);
      const { takes, ...rest } = (await answer.json()) as { takes: number };
      expect(takes).toBe(LIMITS.manyOps);
      return new Response(JSON.stringify(isOld ? rest : { takes, ...rest }), answer);
    };
    return instead(++nth, go, body);
  };
}

const countOf = (body: string): number => (JSON.parse(body) as { ops: unknown[] }).ops.length;

const lost = (): never => {
  throw new TypeError('the network was cut');
};
const error = (status: number, code: string): Response =>
  new Response(JSON.stringify({ error: { code, message: code } }), { status });

test.each(['never arrives', 'arrives, and its answer is lost', 'is told to wait'])(
  'the first of two %s, the second is taken',
  async (what) => {
    const waiting = await withWaiting();
    let second: Promise<Response> | null = null;
    let isTaken = (): void => undefined;
    const taken = new Promise<void>((resolve) => (isTaken = resolve));
    const ask = atPush(async (nth, go) => {
      if (nth === 3) {
        second = go();
        const answer = await second;
        isTaken();
        return answer;
      }
      if (nth !== 2) return go();
      if (what.startsWith('arrives')) await go();
      await taken;
      return what === 'is told to wait' ? error(429, 'too_many') : lost();
    });
    const { device } = waiting;
    const cut = device.newSyncer({ fetch: ask });
    await cut.run();
    cut.stop();
    expect(second).not.toBeNull();
    // The first batch and the one that overtook the second are settled.
    expect(await countWaiting(device.db)).toBe(LIMITS.ops);
    await device.newSyncer().run();
    await isWhole(waiting);
  },
);

test('the second of two fails, the first is settled', async () => {
  const waiting = await withWaiting();
  const { device } = waiting;
  const cut = device.newSyncer({ fetch: atPush(async (nth, go) => (nth === 3 ? lost() : go())) });
  await cut.run();
  cut.stop();
  expect(await countWaiting(device.db)).toBe(REST);
  await device.newSyncer().run();
  await isWhole(waiting);
});

test('one that is too large in the middle goes out in smaller ones', async () => {
  const waiting = await withWaiting();
  const sizes: number[] = [];
  const ask = atPush(async (nth, go, body) => {
    sizes.push(countOf(body));
    return nth >= 2 && countOf(body) > 100 ? error(413, 'too_large') : go();
  });
  await waiting.device.newSyncer({ fetch: ask }).run();
  expect(sizes.slice(0, 2)).toEqual([LIMITS.ops, LIMITS.ops]);
  expect(sizes.at(-1)).toBeLessThanOrEqual(100);
  await isWhole(waiting);
});

test.each([
  ['as many as the endpoint says it takes', 1_000_000, [LIMITS.ops, COUNT - LIMITS.ops]],
  ['no more than before to one that answers late', 0, [LIMITS.ops, LIMITS.ops, REST]],
])('after a good answer goes out %s', async (_, soon, wanted) => {
  const waiting = await withWaiting();
  const sizes: number[] = [];
  let late = 0;
  const ask = atPush(async (_nth, go, body) => {
    sizes.push(countOf(body));
    const answer = await go();
    if (soon === 0) late += 10_000;
    return answer;
  }, false);
  const slow = { ...sources, now: () => sources.now() + late };
  await waiting.device.newSyncer({ fetch: ask, sources: slow }).run();
  expect(sizes).toEqual(wanted);
  await isWhole(waiting);
});

test('one that is refused as too large is not tried again, whatever the endpoint says it takes', async () => {
  const waiting = await withWaiting();
  const sizes: number[] = [];
  const ask = atPush(async (_nth, go, body) => {
    sizes.push(countOf(body));
    return countOf(body) > LIMITS.ops ? error(413, 'too_large') : go();
  }, false);
  await waiting.device.newSyncer({ fetch: ask }).run();
  expect(sizes.filter((size) => size > LIMITS.ops)).toHaveLength(1);
  await isWhole(waiting);
});

test.each([1, 2, 3])('a worker that is dead when the answer to batch %i comes', async (killed) => {
  const waiting = await withWaiting();
  const { device } = waiting;
  let die = (): void => undefined;
  const dead = new Promise<void>((resolve) => (die = resolve));
  const ask = atPush(async (nth, go) => {
    const answer = await go();
    if (nth < killed) return answer;
    die();
    return new Promise<Response>(() => undefined);
  });
  const cut = device.newSyncer({ fetch: ask });
  await Promise.race([cut.run(), dead]);
  cut.stop();
  await device.newSyncer().run();
  await isWhole(waiting);
});

test('an answer is not sent before the note it answers is there', async () => {
  const device = await new Device().signInAsGuest(endpoint.url, 'Ada');
  await device.syncer.run();
  device.syncer.stop();
  const group = await device.personal();
  const note = await device.write('a note', group);
  const other = await device.write('another note', group);
  const written = await createNote(device.db, { group, fields: fields({ parent: note }) }, sources);
  if (!written.ok) throw new Error(written.code);
  const limits = { ops: 1, bytes: 1_000_000 };
  const first = await takeBatch(device.db, limits);
  expect(first.map(({ id }) => id)).toEqual([note]);
  const second = await takeBatch(device.db, { ...limits, ops: 10 }, first);
  expect(second.map(({ id }) => id)).toEqual([other]);
  expect(await takeBatch(device.db, limits, [...first, ...second])).toEqual([]);
  expect((await takeBatch(device.db, { ...limits, ops: 10 })).map(({ id }) => id)).toEqual([note, other, written.id]);
});
