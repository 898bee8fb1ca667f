/** Devices and a real endpoint: what one writes the others have, at once, and after any trouble. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { applyRows, cursorOf } from '../../src/store/apply-rows.ts';
import { readIdentity, readSync } from '../../src/store/meta.ts';
import { deleteNote, restoreNote } from '../../src/store/delete-note.ts';
import { Device, must, sources, startEndpoint, twoInAGroup, type TestEndpoint } from './device.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.dispose());

function device(...ports: ConstructorParameters<typeof Device>): Device {
  const made = new Device(...ports);
  onTestFinished(() => made.syncer.stop());
  return made;
}

test('notes written before the first sign-in become the account’s, once', async () => {
  const a = device();
  await a.write('before', await a.personal());
  await a.syncer.run();
  expect(await a.conversation()).toMatchObject({ me: { signedIn: false }, sync: { state: 'local', waiting: 1 } });
  await a.signInAsGuest(endpoint.url, 'Ada');
  await a.syncer.run();
  const { me, notes, sync, groups } = await a.conversation();
  expect({ me, sync }).toMatchObject({
    me: { name: 'Ada', signedIn: true },
    sync: { state: 'ok', waiting: 0, refused: 0 },
  });
  expect(notes).toMatchObject([{ text: 'before', mine: true, author: { name: 'Ada' }, send: { state: 'sent' } }]);
  expect(groups).toMatchObject([{ personal: true, role: 'owner', members: 1 }]);

  const second = await device().copyAccount(a);
  await second.write('on the second', await second.personal());
  await second.syncer.run();
  expect(await second.texts()).toEqual(['before', 'on the second']);
  expect(await second.personal()).toBe(await a.personal());
  await a.shows('before', 'on the second');
  expect((await second.conversation()).groups).toHaveLength(1);
});

test('notes reach the others one by one, without anybody asking', async () => {
  const { a, b, group } = await twoInAGroup(endpoint.url, device(), device());
  const texts: string[] = [];
  for (let at = 0; at < 10; at++) {
    texts.push(`note ${at}`);
    await a.write(`note ${at}`, group);
    await Promise.all([a.syncer.wrote(), b.shows(...texts)]);
  }
});

test('an edit, a deletion and its undo arrive; names and roles too', async () => {
  const { a, b, group } = await twoInAGroup(endpoint.url, device(), device());
  const id = await a.write('one', group);
  await a.syncer.wrote();
  await b.shows('one');
  expect((await b.conversation()).notes).toMatchObject([
    {
      mine: false,
      author: { name: 'Ada' },
      group: { name: 'Class' },
      can: { edit: false, delete: false, reply: true },
    },
  ]);
  await a.edit(id, 'two');
  await a.syncer.wrote();
  await b.shows('two');
  await deleteNote(a.db, id, sources);
  await a.syncer.wrote();
  await b.shows();
  await restoreNote(a.db, id, sources);
  await a.syncer.wrote();
  await b.shows('two');
  await a.shows('two');
});

test('two devices of one learner change the same words offline: both texts are kept on both', async () => {
  const first = await device().signInAsGuest(endpoint.url, 'Ada');
  const id = await first.write('one', await first.personal());
  await first.syncer.run();
  const second = await device().copyAccount(first);
  await second.syncer.run();
  first.syncer.stop();
  second.syncer.stop();
  await first.edit(id, 'from the first');
  await second.edit(id, 'from the second');
  await first.newSyncer().run();
  await second.newSyncer().run();
  await Promise.all([
    first.shows('from the first', 'from the second'),
    second.shows('from the first', 'from the second'),
  ]);
  const copies = (await second.conversation()).notes.filter(({ copyOf }) => copyOf === id);
  expect(copies).toHaveLength(1);
  first.syncer.stop();
});

test('two devices of one learner: a deletion, or its undo, takes no words that it has not seen', async () => {
  const first = await device().signInAsGuest(endpoint.url, 'Ada');
  const group = await first.personal();
  const one = await first.write('one', group);
  const other = await first.write('one', group);
  await first.syncer.run();
  const second = await device().copyAccount(first);
  await second.syncer.run();
  second.syncer.stop();
  await deleteNote(second.db, one, sources);
  await deleteNote(second.db, other, sources);
  await first.edit(one, 'two');
  await first.edit(other, 'three');
  await first.syncer.run();
  // The newer words come while the deletions wait.
  const { epoch } = await readSync(second.db);
  const after = await cursorOf(second.db, group, epoch ?? '');
  const { rows, cursor } = must(await (await second.endpoint()).changes(group, after));
  await applyRows(second.db, { group, after, cursor, epoch: epoch ?? '', rows }, sources);
  await restoreNote(second.db, other, sources);
  await second.newSyncer().run();
  await Promise.all([first.shows('two', 'three', 'one'), second.shows('two', 'three', 'one')]);
});

test('who has left can read on what is there, and write nothing', async () => {
  const { a, b, group } = await twoInAGroup(endpoint.url, device(), device());
  await a.write('of Ada', group);
  await b.write('of Ben', group);
  await Promise.all([a.syncer.wrote(), b.syncer.wrote()]);
  await b.shows('of Ada', 'of Ben');
  must(await (await b.endpoint()).leave(group));
  await expect.poll(async () => (await b.conversation()).groups.map(({ id }) => id)).not.toContain(group);
  await b.shows('of Ada', 'of Ben');
  const locked = { can: { edit: false, reply: false } };
  expect((await b.conversation()).notes).toMatchObject([locked, locked]);
});

test('an ended session is said once; notes go on being written and wait', async () => {
  const a = await device().signInAsGuest(endpoint.url, 'Ada');
  await a.syncer.run();
  must(await (await a.endpoint()).signOut());
  await a.write('still', await a.personal());
  await a.syncer.wrote();
  expect(await a.conversation()).toMatchObject({
    me: { signedIn: false, name: 'Ada' },
    sync: { state: 'signed-out', waiting: 1 },
    notes: [{ text: 'still', send: { state: 'waiting' } }],
  });
  expect((await readIdentity(a.db)).endpoint).toBe(endpoint.url);
});

test('words written offline for a group that was left meanwhile are kept as not sent', async () => {
  const { b, group } = await twoInAGroup(endpoint.url, device(), device());
  b.syncer.stop();
  await b.write('too late', group);
  must(await (await b.endpoint()).leave(group));
  await b.newSyncer().run();
  expect(await b.conversation()).toMatchObject({
    sync: { state: 'ok', waiting: 0, refused: 1 },
    notes: [{ text: 'too late', send: { state: 'refused', code: 'forbidden' } }],
  });
});
