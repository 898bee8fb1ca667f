/** Reactions between devices, through a real endpoint: a question that is answered, thanks for two alone, and neighbours in time. */
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Note } from '../../src/core/note.ts';
import type { ReactionType } from '../../src/core/reaction.ts';
import { PATHS } from '../../src/protocol/sync.ts';
import { readIdentity } from '../../src/store/meta.ts';
import { createNote } from '../../src/store/write-note.ts';
import { deleteNote, restoreNote } from '../../src/store/delete-note.ts';
import { giveReaction, takeBackReaction } from '../../src/store/write-reaction.ts';
import { request } from '../server/class.ts';
import { fields } from '../store/open-test-store.ts';
import { Device, must, sources, startEndpoint, twoInAGroup, type TestEndpoint } from './device.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.dispose());

let [a, b, c]: [Device, Device, Device] = [new Device(), new Device(), new Device()];
let group: string;
beforeEach(async () => {
  [a, b, c] = [new Device(), new Device(), new Device()];
  onTestFinished(() => [a, b, c].forEach(({ syncer }) => syncer.stop()));
  ({ group } = await twoInAGroup(endpoint.url, a, b));
  await c.signInAsGuest(endpoint.url, 'Cleo');
  const { code } = must(await (await a.endpoint()).invite(group));
  must(await (await c.endpoint()).join({ code, name: 'Cleo' }));
  await c.syncer.run();
});

const write = async (
  of: Device,
  kind: 'question' | 'reply' | 'comment',
  text: string,
  parent: string | null = null,
) => {
  const written = await createNote(of.db, { group, fields: fields({ kind, text, parent }) }, sources);
  if (!written.ok) throw new Error(written.code);
  await of.syncer.wrote();
  return written.id;
};
const change = async (of: Device, how: typeof giveReaction, note: string, type: ReactionType): Promise<void> => {
  const done = await how(of.db, { note, type }, sources);
  if (!done.ok) throw new Error(done.code);
};
const give = async (of: Device, note: string, type: ReactionType): Promise<void> => {
  await change(of, giveReaction, note, type);
  await of.syncer.wrote();
};
const noteOn = async (of: Device, id: string): Promise<Note | undefined> =>
  (await of.conversation()).notes.find((note) => note.id === id);
/** Nods wait until what else was done is a while ago: that is now. */
const whileLater = async (of: Device): Promise<void> => {
  of.syncer.stop();
  await of.newSyncer({ sources: { ...sources, now: () => Date.now() + 60_000 } }).run();
};
/** By what is heard, or what is hinted at. */
const comes = (of: Device, id: string, is: (note: Note) => boolean) =>
  expect
    .poll(async () => ((found) => found !== undefined && is(found))(await noteOn(of, id)), { timeout: 10_000 })
    .toBe(true);

test('a question is asked, joined, answered, marked and thanked for; a third one learns all but the thanks', async () => {
  const question = await write(a, 'question', 'why?');
  await comes(b, question, () => true);
  await give(b, question, 'me-too');
  const answer = await write(b, 'reply', 'therefore', question);
  await comes(a, question, ({ reactions }) => reactions?.meToo.count === 1);
  await comes(a, answer, ({ can }) => can.react?.includes('answered') ?? false);
  await give(a, answer, 'answered');
  await comes(b, answer, ({ reactions }) => reactions?.isAnswer ?? false);
  await comes(b, question, ({ answers }) => answers === 1);
  await give(a, answer, 'nod');
  await give(b, question, 'nod');
  for (const device of [a, b]) {
    expect((await device.db.outbox.toArray()).map(({ op }) => op.kind)).toEqual(['reaction']);
    await whileLater(device);
  }
  await comes(a, question, ({ reactions }) => reactions?.nods.count === 1);
  await comes(b, answer, ({ reactions }) => reactions?.nods.count === 1);

  // Cleo has come as far as the others, and nothing of the nods has come to her device.
  await write(a, 'comment', 'the last one');
  await c.shows('the last one', 'therefore', 'why?');
  expect((await noteOn(c, question))?.reactions).toMatchObject({
    meToo: { count: 1 },
    nods: { count: null, mine: false },
  });
  const everything = await Promise.all(c.db.tables.map((table) => table.toArray()));
  expect(JSON.stringify(everything)).not.toContain('"nod"');
  expect(await c.db.reactions.count()).toBe(2);
  const cursors = await Promise.all([a, b, c].map(async ({ db }) => (await db.cursors.get(group))?.cursor));
  await expect.poll(async () => (await c.db.cursors.get(group))?.cursor).toBe(Math.max(...cursors.map(Number)));
  const { token } = await readIdentity(c.db);
  const raw = await request(endpoint.url, 'GET', `/sync/v1/groups/${group}/changes?after=0`, undefined, token ?? '');
  expect([raw.status, raw.text.includes('"nod"'), raw.text.includes('me-too')]).toEqual([200, false, true]);
});

test('given and taken back without a network, it goes out as it stands; deleted notes take them along', async () => {
  const claim = await write(a, 'comment', 'a claim');
  await comes(b, claim, () => true);
  b.syncer.stop();
  await change(b, giveReaction, claim, 'agree');
  await change(b, giveReaction, claim, 'doubt');
  await change(b, giveReaction, claim, 'nod');
  await change(b, takeBackReaction, claim, 'nod');
  expect((await noteOn(b, claim))?.reactions).toMatchObject({ doubt: { count: 1, mine: true }, nods: { mine: false } });
  await b.newSyncer().run();
  await comes(a, claim, ({ reactions }) => reactions?.doubt.count === 1 && reactions.agree.count === 0);
  expect((await noteOn(a, claim))?.reactions?.nods.count).toBe(0);
  await deleteNote(a.db, claim, sources);
  await a.syncer.wrote();
  await b.shows();
  for (const { db } of [a, b, c]) await expect.poll(() => db.reactions.count()).toBe(0);
});

test('two devices of one account react alike while both are offline: it is one', async () => {
  const claim = await write(a, 'comment', 'a claim');
  await comes(b, claim, () => true);
  const second = await new Device().copyAccount(b);
  onTestFinished(() => second.syncer.stop());
  await second.syncer.run();
  await change(b, giveReaction, claim, 'agree');
  await change(second, giveReaction, claim, 'agree');
  await b.syncer.run();
  await second.syncer.run();
  await b.syncer.run();
  for (const device of [a, b, second]) {
    await comes(device, claim, ({ reactions }) => reactions?.agree.count === 1);
    expect(await device.db.reactions.count()).toBe(1);
  }
  expect(await b.db.outbox.count()).toBe(0);
});

test('two devices of one account react alike, and one of them takes it back before it hears of the other', async () => {
  const claim = await write(a, 'comment', 'a claim');
  await comes(b, claim, () => true);
  const second = await new Device().copyAccount(b);
  onTestFinished(() => second.syncer.stop());
  await second.syncer.run();
  second.syncer.stop();
  await give(b, claim, 'agree');
  await change(second, giveReaction, claim, 'agree');
  // It arrives, and the answer does not; then it is taken back.
  const lost: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (new URL(input instanceof Request ? input.url : input).pathname === PATHS.push) throw new TypeError('cut');
    return response;
  };
  await second.newSyncer({ fetch: lost }).run();
  second.syncer.stop();
  await change(second, takeBackReaction, claim, 'agree');
  await second.newSyncer().run();
  for (const device of [a, b, second]) {
    await expect.poll(() => device.db.reactions.count(), { timeout: 10_000 }).toBe(0);
  }
  expect(await second.db.outbox.count()).toBe(0);
});

test('who was away while a note was deleted and restored, or an account deleted, has no reactions of before', async () => {
  const [claim, other] = [await write(a, 'comment', 'a claim'), await write(a, 'comment', 'another')];
  for (const note of [claim, other]) await comes(b, note, () => true);
  await give(b, claim, 'agree');
  await give(b, other, 'agree');
  await change(b, giveReaction, claim, 'nod');
  await whileLater(b);
  for (const device of [a, b])
    await comes(device, claim, ({ reactions }) => reactions?.nods.mine || reactions?.nods.count === 1);
  await comes(c, other, ({ reactions }) => reactions?.agree.count === 1);
  await expect.poll(() => c.db.reactions.count()).toBe(2);
  b.syncer.stop();
  c.syncer.stop();
  await deleteNote(a.db, claim, sources);
  await a.syncer.run();
  await restoreNote(a.db, claim, sources);
  await a.syncer.run();
  expect(await a.db.reactions.count()).toBe(1);
  await b.newSyncer().run();
  expect((await b.db.reactions.toArray()).map(({ target }) => target)).toEqual([other]);
  must(await (await b.endpoint()).deleteAccount());
  await c.newSyncer().run();
  await expect
    .poll(() => Promise.all([a, c].map(({ db }) => db.reactions.count())), { timeout: 10_000 })
    .toEqual([0, 0]);
});

test('a device that read before it knew reactions reads them once it does', async () => {
  const claim = await write(a, 'comment', 'a claim');
  await comes(b, claim, () => true);
  await give(b, claim, 'agree');
  await comes(c, claim, ({ reactions }) => reactions?.agree.count === 1);
  // As an older release leaves it: come as far, and without them.
  await c.db.reactions.clear();
  await c.db.cursors.toCollection().modify({ lacks: 1 });
  await c.newSyncer().run();
  await comes(c, claim, ({ reactions }) => reactions?.agree.count === 1);
  expect(await c.db.cursors.filter(({ lacks }) => lacks === 1).count()).toBe(0);
});

test('an endpoint that knows no reactions: none are offered, and notes go on as ever', async () => {
  const withoutKinds: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.pathname !== PATHS.session) return response;
    const { kinds: _, ...before } = (await response.json()) as Record<string, unknown>;
    return Response.json(before, { status: response.status });
  };
  const old = await new Device({ fetch: withoutKinds }).copyAccount(b);
  onTestFinished(() => old.syncer.stop());
  await old.syncer.run();
  const claim = await write(a, 'comment', 'a claim');
  await comes(old, claim, ({ can }) => can.react === undefined);
  expect(await giveReaction(old.db, { note: claim, type: 'agree' }, sources)).toEqual({ ok: false, code: 'forbidden' });
  await write(old, 'comment', 'of an old one');
  await comes(a, claim, () => true);
  await a.shows('a claim', 'of an old one');
});
