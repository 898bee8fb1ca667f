/** Rows that this version cannot read: of a newer version, or of a hostile or broken endpoint. They hold nothing up. */
import * as v from 'valibot';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { liveEvent } from '../../src/protocol/sync.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { row } from '../store/open-test-store.ts';
import { Device, sources, startEndpoint, twoInAGroup, type TestEndpoint } from './device.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.dispose());

/** The endpoint's notes that say "from the future" are of a kind that nobody here knows. */
const fetchOfTheFuture: typeof fetch = async (...request) => {
  const response = await fetch(...request);
  const text = await response.text();
  const changed = text.replaceAll(/"kind":"comment"(?=,"text":"from the future)/g, '"kind":"sculpture"');
  // 204 must have no body.
  return new Response(text === '' ? null : changed, response);
};

test('a row that cannot be read is passed over; the others of its group, and other groups, arrive', async () => {
  const { a, b, group } = await twoInAGroup(endpoint.url);
  onTestFinished(() => [a, b].forEach(({ syncer }) => syncer.stop()));
  b.syncer.stop();
  for (const text of ['before', 'from the future', 'after']) await a.write(text, group);
  await a.syncer.run();
  await b.newSyncer({ fetch: fetchOfTheFuture }).run();
  expect(await b.texts()).toEqual(['after', 'before']);
  expect((await b.conversation()).sync.state).toBe('ok');
});

test('an answer whose row cannot be read takes its operation out of the outbox all the same', async () => {
  const a = new Device({ fetch: fetchOfTheFuture });
  onTestFinished(() => a.syncer.stop());
  await a.signInAsGuest(endpoint.url, 'Ada');
  await a.write('from the future, mine', await a.personal());
  await a.write('of today', await a.personal());
  await a.syncer.run();
  expect(await a.conversation()).toMatchObject({ sync: { state: 'ok', waiting: 0, refused: 0 } });
  expect(await a.texts()).toEqual(['from the future, mine', 'of today']);
});

test('a live message is heard without the rows that cannot be read', () => {
  const good = row({ id: 'a'.repeat(22), group: 'b'.repeat(22), author: 'c'.repeat(22) });
  const rows = [{ ...good, kind: 'sculpture' }, good, null];
  const event = { type: 'rows', group: good.group, after: 0, cursor: 3, rows };
  expect(v.parse(liveEvent, event)).toMatchObject({ rows: [good] });
});

test('rows of another group than the one asked for are not taken', async () => {
  const a = new Device();
  const author = 'c'.repeat(22);
  const here = row({ id: 'a'.repeat(22), group: await a.personal(), author });
  const elsewhere = row({ id: 'd'.repeat(22), group: 'e'.repeat(22), author });
  const stretch = { group: here.group, after: 0, cursor: 2, epoch: 'e1', rows: [here, elsewhere] };
  await applyRows(a.db, stretch, sources);
  expect(await a.db.annotations.toCollection().primaryKeys()).toEqual([here.id]);
});
