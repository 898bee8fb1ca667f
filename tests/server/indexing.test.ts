/** A long history that is indexed slice by slice: the endpoint serves meanwhile, and who asks too early is told to come again. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as v from 'valibot';
import { documents, part } from '../../src/protocol/parts.ts';
import { Indexing } from '../../src/server/sync/indexing.ts';
import { revsOf, writeRecord, type Writing } from '../../src/server/sync/write-record.ts';
import { Learner, codeOf, fields, freshId, openEndpoint, type TestEndpoint } from './class.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint({ indexPatience: 0 });
});
afterAll(() => endpoint.dispose());

const NOTES = 1500;

/** A group with a history of several slices, as if it had always been there. */
async function hall() {
  const owner = await Learner.guest(endpoint.url, 'Owner');
  const group = await owner.makeGroup();
  const words = fields();
  const envelope = { group, kind: 'annotation', author: owner.id, rev: 1, created: new Date().toISOString() } as const;
  await endpoint.deps.storage.transact([group], async (tx) => {
    const writing: Writing = { tx, now: Date.now(), changes: new Map() };
    for (let at = 0; at < NOTES; at++)
      await writeRecord(writing, { ...envelope, id: freshId(), fields: words, fieldRevs: revsOf(words, 1) });
  });
  const path = (what: string) => `/sync/v1/groups/${group}/${what}`;
  return { owner, group, documents: path('documents'), part: path('part') };
}

test('it is told in words that the group is being prepared; the work goes on, and the next question is answered', async () => {
  const { owner, documents: path } = await hall();
  const answer = await owner.ask('GET', path);
  expect([answer.status, codeOf(answer), answer.headers.get('retry-after')]).toEqual([503, 'preparing', '5']);
  await vi.waitFor(async () => expect((await owner.ask('GET', path)).status).toBe(200), { timeout: 60_000 });
  expect(v.parse(documents, JSON.parse((await owner.ask('GET', path)).text)).documents).toHaveLength(1);
}, 90_000);

test('meanwhile the group and its people are there, and notes are read and written', async () => {
  const { owner, group, documents: path, part: asked } = await hall();
  expect((await owner.ask('GET', path)).status).toBe(503);
  const people = v.parse(part, JSON.parse((await owner.ask('POST', asked, { part: 'people' })).text));
  expect(people.rows.map(({ kind }) => kind)).toEqual(['group', 'membership']);
  const written = await owner.write(group);
  expect((await owner.pull(group, NOTES)).rows.map(({ id }) => id)).toContain(written);
  await vi.waitFor(async () => expect((await owner.ask('POST', asked, { part: 'mine' })).status).toBe(200), {
    timeout: 60_000,
  });
}, 90_000);

test('an endpoint that stops in the middle stops, and the next one goes on from there', async () => {
  const { group } = await hall();
  const { storage } = endpoint.deps;
  const first = new Indexing(storage, 0);
  await expect(first.upto(group)).rejects.toMatchObject({ code: 'preparing' });
  await first.end();
  const stopped = await storage.indexed(group);
  expect(stopped).toBeGreaterThan(0);
  expect(stopped).toBeLessThan(NOTES);
  await new Promise((later) => setTimeout(later, 200));
  expect(await storage.indexed(group)).toBe(stopped);
  const transact = vi.spyOn(storage, 'transact');
  expect(await new Indexing(storage, 60_000).upto(group)).toBe(await storage.head(group));
  expect(transact.mock.calls.length).toBeLessThanOrEqual(Math.ceil((NOTES - stopped) / 200) + 1);
  transact.mockRestore();
}, 90_000);

test('who asks while it is under way has what was written before they asked', async () => {
  const { owner, group } = await hall();
  const { storage } = endpoint.deps;
  const indexing = new Indexing(storage, 60_000);
  const first = indexing.upto(group);
  await owner.write(group);
  const head = await storage.head(group);
  expect(await indexing.upto(group)).toBeGreaterThanOrEqual(head);
  await first;
}, 90_000);

test('a small group does not wait for a large one: they take turns', async () => {
  const [large, small] = [await hall(), await Learner.guest(endpoint.url, 'Small')];
  const group = await small.makeGroup();
  const { storage } = endpoint.deps;
  const indexing = new Indexing(storage, 60_000);
  const order: string[] = [];
  await Promise.all([
    indexing.upto(large.group).then(() => order.push('large')),
    indexing.upto(group).then(() => order.push('small')),
  ]);
  expect(order).toEqual(['small', 'large']);
}, 90_000);
