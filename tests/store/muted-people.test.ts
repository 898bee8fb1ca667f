/** Muting hides somebody from one reader on one device, everywhere notes are read; nothing of it goes out. */
import { expect, test } from 'vitest';
import { isOpenQuestion } from '../../src/core/questions.ts';
import { forget } from '../../src/store/account.ts';
import { mutePerson } from '../../src/store/muted-people.ts';
import { readCommons } from '../../src/store/read-commons.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import { readGlance } from '../../src/store/read-glance.ts';
import { readLibrary } from '../../src/store/read-library.ts';
import { readPassages } from '../../src/store/read-passages.ts';
import { createNote } from '../../src/store/write-note.ts';
import { giveReaction } from '../../src/store/write-reaction.ts';
import { fields } from './open-test-store.ts';
import { ADA, BEN, DAY, NOW, openGround, type Ground } from './commons-ground.ts';

const PAGE = 'example.org/front';
const KEYS = [`//${PAGE}`];
const mute = ({ db, sources, group }: Ground, member = ADA, muted = true) =>
  mutePerson(db, { group, member, muted }, sources);
const texts = (notes: readonly { text: string }[]) => notes.map(({ text }) => text);

/** Ada's question that Ben answered, her remark that nobody did, and a note of Ben's. */
async function talked(): Promise<Ground> {
  const ground = await openGround();
  const [question = ''] = await ground.come([
    { on: PAGE, ago: 5 * DAY, text: 'why?', kind: 'question' },
    { on: PAGE, ago: 4 * DAY, text: 'a remark' },
    { on: PAGE, ago: 3 * DAY, text: 'a note', by: BEN },
  ]);
  await ground.come([{ on: PAGE, ago: 2 * DAY, text: 'because', by: BEN, kind: 'reply', parent: question }]);
  return ground;
}

test('hides their notes from conversation, library, page and badge, and leaves a shell under an answer', async () => {
  const ground = await talked();
  const { db } = ground;
  expect(await mute(ground)).toBe(true);

  for (const read of [await readConversation(db, KEYS), await readLibrary(db)]) {
    expect(texts(read.notes).toSorted()).toEqual(['', 'a note', 'because']);
    expect(read.muted).toBe(2);
    const [shell, ...others] = read.notes;
    expect(shell).toMatchObject({
      muted: 'hidden',
      kind: 'comment',
      tags: [],
      author: { name: '' },
      quote: 'the passage',
    });
    expect(shell?.can).toEqual({ edit: false, delete: false, reply: false });
    expect(others.every(({ muted }) => muted === undefined)).toBe(true);
  }
  const { passages, count } = await readPassages(db, KEYS);
  // The passage of her question is the place of his answer.
  expect(passages).toHaveLength(2);
  expect(count).toBe(2);
});

test('a glance at their passage shows nothing of theirs, and counts no answer of theirs', async () => {
  const ground = await talked();
  const [theirs = ''] = (await readConversation(ground.db, KEYS)).notes.map(({ id }) => id);
  const [ours = ''] = await ground.come([{ on: PAGE, ago: DAY, text: 'mine to read', by: BEN }]);
  await ground.come([{ on: PAGE, ago: DAY / 2, text: 'hers', kind: 'reply', parent: ours }]);
  expect((await readGlance(ground.db, [theirs, ours])).map(({ answers }) => answers)).toEqual([1, 1]);
  await mute(ground);
  expect(await readGlance(ground.db, [theirs, ours])).toMatchObject([{ note: { text: 'mine to read' }, answers: 0 }]);
});

test('shows them when asked to, as what they are', async () => {
  const ground = await talked();
  await mute(ground);
  const { notes, muted } = await readConversation(ground.db, KEYS, true);
  expect(texts(notes)).toEqual(['why?', 'a remark', 'a note', 'because']);
  expect(notes.map((note) => note.muted)).toEqual(['shown', 'shown', undefined, undefined]);
  expect(muted).toBe(2);
  expect(texts((await readLibrary(ground.db, true)).notes)).toContain('a remark');
});

test('their pages are no pages of the group’s, unless they are shown', async () => {
  const ground = await openGround();
  await ground.come([
    { on: 'ada.example/', ago: DAY },
    { on: 'both.example/', ago: DAY },
    { on: 'both.example/', ago: 2 * DAY, by: BEN, text: 'hers I hide' },
    { on: 'example.org/ada', ago: DAY },
  ]);
  await mute(ground);
  const hidden = await readCommons(ground.db, { keys: KEYS }, NOW);
  expect(hidden.now.map(({ title, notes }) => [title, texts(notes)])).toEqual([['both.example/', ['hers I hide']]]);
  expect(hidden.elsewhere).toEqual([]);
  expect(hidden.muted).toBe(1);
  const shown = await readCommons(ground.db, { keys: KEYS, withMuted: true }, NOW);
  expect(shown.now).toHaveLength(2);
  expect(shown.elsewhere).toHaveLength(1);
});

test('holds in one group, can be taken back, and nobody mutes themselves', async () => {
  const ground = await talked();
  const { db, sources, personal, me } = ground;
  expect(await mutePerson(db, { group: personal, member: ADA, muted: true }, sources)).toBe(true);
  expect((await readConversation(db, KEYS)).notes).toHaveLength(4);
  expect(await mute(ground, me)).toBe(false);
  expect(await mute(ground)).toBe(true);
  expect(await mute(ground)).toBe(false);
  const { mutedPeople } = await readLibrary(db);
  expect(mutedPeople).toMatchObject([
    { group: personal, member: ADA },
    { group: ground.group, member: ADA, groupName: 'Tides', name: '' },
  ]);
  expect(await mute(ground, ADA, false)).toBe(true);
  const { notes, muted } = await readConversation(db, KEYS);
  expect([notes.length, muted]).toEqual([4, undefined]);
});

test('writes nothing into the outbox, and signing out forgets it', async () => {
  const ground = await talked();
  const { db, sources } = ground;
  const before = await db.outbox.toArray();
  await mute(ground);
  expect(await db.outbox.toArray()).toEqual(before);
  // What is written after it says nothing of it either.
  await createNote(db, { group: ground.group, fields: fields() }, sources);
  expect(JSON.stringify(await db.outbox.toArray())).not.toContain(ADA);
  await forget(db, { discard: true }, sources);
  expect((await readLibrary(db)).mutedPeople).toEqual([]);
});

test('what they answered stays answered, a thread that they began stays resolved, and its shell says no more', async () => {
  const ground = await openGround();
  const { db, sources, group } = ground;
  const target = { ...fields().target, source: `https://${PAGE}`, keys: KEYS };
  const asked = await createNote(db, { group, fields: fields({ kind: 'question', text: 'how?', target }) }, sources);
  if (!asked.ok) throw new Error(asked.code);
  const [answer = '', begun = ''] = await ground.come([
    { on: PAGE, ago: 2 * DAY, text: 'so', kind: 'reply', parent: asked.id },
    { on: PAGE, ago: 2 * DAY, text: 'why?', kind: 'question' },
  ]);
  await ground.come([{ on: PAGE, ago: DAY, text: 'because', by: BEN, kind: 'reply', parent: begun }]);
  for (const [note, type] of [
    [answer, 'answered'],
    [begun, 'resolved'],
    [begun, 'me-too'],
  ] as const)
    expect(await giveReaction(db, { note, type }, sources)).toMatchObject({ ok: true });
  await mute(ground);

  const { notes } = await readConversation(db, KEYS);
  expect(notes.find(({ id }) => id === asked.id)).toMatchObject({ answers: 1 });
  expect(notes.some(({ id }) => id === answer)).toBe(false);
  expect(notes.filter(isOpenQuestion)).toEqual([]);
  const shell = notes.find(({ id }) => id === begun);
  expect(shell).toMatchObject({ muted: 'hidden', reactions: { resolved: { mine: true }, meToo: { count: 0 } } });
  expect((await readLibrary(db)).notes.find(({ id }) => id === begun)).not.toHaveProperty('given');
});
