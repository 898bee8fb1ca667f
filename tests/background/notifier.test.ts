/** The inbox of a real device over a real endpoint, and what the browser is asked to tell of it. */
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import '../setup-i18n.ts';
import { inboxHandlers } from '../../src/background/inbox-handlers.ts';
import { Notifier, type Notification } from '../../src/background/notifier.ts';
import { mentionOf } from '../../src/core/mentions.ts';
import type { Store } from '../../src/store/database.ts';
import { beginInbox } from '../../src/store/inbox-marks.ts';
import { readInbox } from '../../src/store/read-inbox.ts';
import { readLibrary } from '../../src/store/read-library.ts';
import { fields } from '../store/open-test-store.ts';
import { startEndpoint, type TestEndpoint } from '../sync/device.ts';
import { openBackground, page } from './open-background.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.dispose());

function open() {
  const background = openBackground();
  onTestFinished(() => background.device.syncer.stop());
  return background;
}

const entriesOf = async (db: Store) => (await readInbox(db)).entries;

/** Ada has asked, and from then on her inbox begins; Ben is in her group. */
async function circle() {
  const [ada, ben] = [open(), open()];
  await ada.fromPages['account.guest']({ endpoint: endpoint.url, name: 'Ada' }, page);
  const { group } = await ada.fromPages['group.create']({ name: 'Class' }, page);
  await ada.fromPages['group.choose']({ group }, page);
  const invitation = await ada.fromPages['group.invite']({ group }, page);
  if (!invitation.ok) throw new Error(invitation.code);
  await ben.fromPages['group.join']({ invitation: invitation.url, name: 'Ben' }, page);
  const { tags, target } = fields();
  const { id: question } = await ada.fromPages['note.create'](
    { kind: 'question', text: 'Why?', tags, target, parent: null, group },
    page,
  );
  await ben.device.shows('Why?');
  const { db } = ada.device;
  await beginInbox(db, { now: () => Date.now() - 1000, randomBytes: () => new Uint8Array() });
  let notes = 1;
  const reply = async (text: string) => {
    await ben.fromPages['note.create']({ kind: 'reply', text, tags, target, parent: question, group }, page);
    await expect.poll(async () => (await ada.device.texts()).length).toBe(++notes);
  };
  const nod = async (act: 'give' | 'takeBack' = 'give') => {
    await ben.fromPages[`reaction.${act}`]({ note: question, type: 'nod' }, page);
    // It would wait for half a minute, as nods do (store/nods-wait.ts).
    await ben.device.db.meta.delete('nods');
    await ben.device.syncer.run();
  };
  const clock = { now: new Date(2030, 0, 1, 12) };
  const shown: Notification[] = [];
  const sources = { now: () => clock.now.getTime(), randomBytes: () => new Uint8Array() };
  const notifier = new Notifier(db, { sources, show: async (one) => void shown.push(one) });
  const inbox = inboxHandlers({ db, sources } as never);
  const look = async () => {
    notifier.changed();
    await notifier.look();
  };
  return { ada, ben, db, group, question, reply, nod, clock, shown, notifier, look, inbox };
}

test('off until it is asked for; then what is new, once, by whom and without a word of it', async () => {
  const { reply, look, shown, inbox } = await circle();
  await reply('a secret answer');
  await look();
  expect(shown).toEqual([]);
  await inbox['inbox.choose']({ notify: true, quiet: null }, page);
  await look();
  // What was unread before is in the library.
  expect(shown).toEqual([]);
  await reply('one more');
  await look();
  await look();
  expect(shown).toEqual([{ title: 'Ben answered your question', message: 'Class' }]);
});

test('several at once are one, and the night is quiet: what came in it is told in the morning', async () => {
  const { ada, db, reply, nod, look, notifier, shown, inbox, clock } = await circle();
  await inbox['inbox.choose']({ notify: true, quiet: { from: 21, to: 8 } }, page);
  clock.now = new Date(2030, 0, 1, 23, 30);
  await reply('at night');
  const { id: me } = (await ada.device.conversation()).me;
  await reply(mentionOf({ id: me, name: 'Ada' }));
  await nod();
  await expect.poll(async () => (await entriesOf(db)).length).toBe(3);
  await look();
  expect(shown).toEqual([]);
  clock.now = new Date(2030, 0, 2, 8, 1);
  await notifier.look();
  expect(shown).toEqual([{ title: '3 new for you', message: 'Ben' }]);
});

test('nothing changed: nothing is read again', async () => {
  const { reply, notifier, shown, inbox } = await circle();
  await inbox['inbox.choose']({ notify: true, quiet: null }, page);
  await notifier.look();
  await reply('unheard of');
  await notifier.look();
  expect(shown).toEqual([]);
});

test('what failed to be told is told at the next look', async () => {
  const { db, reply, notifier, shown, inbox } = await circle();
  await inbox['inbox.choose']({ notify: true, quiet: null }, page);
  await reply('an answer');
  notifier.changed();
  const write = vi.spyOn(db, 'write').mockRejectedValueOnce(new Error('The disk is full.'));
  await expect(notifier.look()).rejects.toThrow('The disk is full.');
  write.mockRestore();
  expect(shown).toEqual([]);
  await notifier.look();
  expect(shown).toHaveLength(1);
});

test('a nod that is taken back and given again is told once a day', async () => {
  const { db, nod, look, shown, inbox, clock } = await circle();
  clock.now = new Date();
  await inbox['inbox.choose']({ notify: true, quiet: null }, page);
  const nods = async () => (await entriesOf(db)).filter(({ kind }) => kind === 'nods');
  await nod();
  await expect.poll(nods).toHaveLength(1);
  await look();
  expect(shown).toHaveLength(1);
  const [first] = await nods();
  await nod('takeBack');
  await expect.poll(nods).toHaveLength(0);
  await nod();
  await expect.poll(async () => ((await nods())[0]?.at ?? '') > (first?.at ?? '')).toBe(true);
  await look();
  expect(shown).toHaveLength(1);
  // As if it had been told the day before.
  await db.inbox.toCollection().modify({ told: new Date(Date.now() - 25 * 60 * 60_000).toISOString() });
  await look();
  expect(shown).toHaveLength(2);
});

test('read and unread stay on this device, and one more nod to a note is new', async () => {
  const { db, reply, nod, inbox } = await circle();
  await reply('an answer');
  const [entry] = await entriesOf(db);
  expect(entry).toMatchObject({ kind: 'answer', by: { name: 'Ben' }, isRead: false });
  const mark = (isRead: boolean) =>
    inbox['inbox.mark']({ entries: [{ id: entry?.id ?? '', at: entry?.at ?? '' }], isRead }, page);
  await mark(true);
  expect((await entriesOf(db))[0]?.isRead).toBe(true);
  expect((await readLibrary(db)).inbox).toEqual(await entriesOf(db));
  await mark(false);
  expect((await entriesOf(db))[0]).toMatchObject({ isRead: false, isTold: true });

  await nod();
  const nods = async () => (await entriesOf(db)).find(({ kind }) => kind === 'nods');
  await expect.poll(async () => (await nods())?.isRead).toBe(false);
  const { id = '', at = '' } = (await nods()) ?? {};
  await inbox['inbox.mark']({ entries: [{ id, at }], isRead: true }, page);
  expect((await nods())?.isRead).toBe(true);
  await inbox['inbox.mark']({ entries: [{ id, at: '2020-01-01T00:00:00.000Z' }], isRead: true }, page);
  expect((await nods())?.isRead).toBe(false);
});

test('what was there before the inbox began counts as read', async () => {
  const { db, reply } = await circle();
  await db.meta.delete('inbox');
  await reply('from before');
  expect((await entriesOf(db)).map(({ isRead }) => isRead)).toEqual([true]);
  await beginInbox(db, { now: () => Date.now() + 1000, randomBytes: () => new Uint8Array() });
  expect((await entriesOf(db)).map(({ isRead }) => isRead)).toEqual([true]);
});
