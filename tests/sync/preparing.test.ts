/**
 * An endpoint that has to prepare a large group before it can give a part of it: the reader is told so, has the group and
 * the question about it at once, goes on with all else, and the notes come by themselves.
 */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { documentHash } from '../../src/core/document-hash.ts';
import { revsOf, writeRecord, type Writing } from '../../src/server/sync/write-record.ts';
import { notesOfGroup } from '../../src/store/find-notes.ts';
import { chooseHolding } from '../../src/store/holdings.ts';
import { readIdentity } from '../../src/store/meta.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import { freshId } from '../../src/store/sources.ts';
import { openEndpoint, type TestEndpoint } from '../server/class.ts';
import { ON_EACH, bigCircle, keyOf, onDocument } from './big-circle.ts';
import { sources } from './device.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint({ indexPatience: 0 });
});
afterAll(() => endpoint.dispose());

/** More than the endpoint indexes before it answers. */
async function scene() {
  const circle = await bigCircle(endpoint);
  const { a, b, group } = circle;
  onTestFinished(() => [a, b].forEach(({ syncer }) => syncer.stop()));
  const author = (await readIdentity(a.db)).user;
  const envelope = { group, kind: 'annotation', author, rev: 1, created: new Date().toISOString() } as const;
  await endpoint.deps.storage.transact([group], async (tx) => {
    const writing: Writing = { tx, now: Date.now(), changes: new Map() };
    for (let at = 0; at < 2000; at++) {
      const words = onDocument(1000 + (at % 50), `more ${at}`);
      await writeRecord(writing, { ...envelope, id: freshId(sources), fields: words, fieldRevs: revsOf(words, 1) });
    }
  });
  return circle;
}

async function until(is: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await is());) {
    if (Date.now() > end) throw new Error('it did not come');
    await new Promise((later) => setTimeout(later, 50));
  }
}

test('it is said in words, the group can be asked about, and what its reader wants comes without a further act', async () => {
  const { b, group } = await scene();
  const own = await b.write('a private note', await b.personal());
  await b.syncer.run();
  const { sync, groups } = await readConversation(b.db, []);
  expect(sync).toMatchObject({ state: 'preparing', waiting: 0 });
  expect(groups.find(({ id }) => id === group)).toMatchObject({ name: 'Hall', members: 2, holding: { choice: 'ask' } });
  expect((await notesOfGroup(b.db, await b.personal())).find(({ id }) => id === own)?.row.rev).toBe(1);

  await chooseHolding(b.db, group, 'opened');
  const before = await readConversation(b.db, [keyOf(7)]);
  expect(before.fetching).toEqual(['Hall']);
  await until(async () => (await readConversation(b.db, [])).sync.state === 'ok');
  const hash = documentHash(group, keyOf(7));
  await b.db.opened.put({ group, hash, opened: 1, state: 'wanted' });
  await b.syncer.opened();
  await until(async () => (await readConversation(b.db, [keyOf(7)])).notes.length === ON_EACH);
  expect((await readConversation(b.db, [keyOf(7)])).fetching).toBeUndefined();
}, 120_000);

test('whoever holds all of it waits for nothing', async () => {
  const { b, group } = await scene();
  await b.syncer.run();
  await chooseHolding(b.db, group, 'all');
  await b.syncer.run();
  expect((await readConversation(b.db, [])).sync.state).toBe('ok');
  expect((await notesOfGroup(b.db, group)).length).toBeGreaterThan(2000);
}, 120_000);

test('what is written meanwhile goes out and is heard, and it stays said that a group is being prepared', async () => {
  const { a, b } = await scene();
  await b.syncer.run();
  const before = await readConversation(b.db, []);
  expect(before.sync.state).toBe('preparing');
  await b.write('meanwhile', await b.personal());
  await b.syncer.wrote();
  expect((await readConversation(b.db, [])).sync.waiting).toBe(0);
  expect(['preparing', 'ok']).toContain((await readConversation(b.db, [])).sync.state);
  // Nobody else waits: the other one of the circle is as before.
  await a.syncer.run();
  expect((await readConversation(a.db, [])).sync.state).toBe('ok');
  await until(async () => (await readConversation(b.db, [])).sync.state === 'ok');
}, 120_000);
