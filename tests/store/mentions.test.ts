/** Mentions in the store: of members only, by today's names, and no conflict where only a name has changed. */
import { expect, test } from 'vitest';
import { mentionOf } from '../../src/core/mentions.ts';
import type { MembershipRow } from '../../src/core/record.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import { readVocabulary } from '../../src/store/read-vocabulary.ts';
import { createGroup } from '../../src/store/write-group.ts';
import { createNote, editNote } from '../../src/store/write-note.ts';
import { fields, KEY, openTestStore } from './open-test-store.ts';

const ADA = { id: `${'ada'.padEnd(21, '_')}A`, name: 'Ada' };
const STRANGER = { id: `${'zoe'.padEnd(21, '_')}A`, name: 'Zoe' };

async function circle() {
  const store = await openTestStore();
  const group = await createGroup(store.db, 'Circle', store.sources);
  let seq = 0;
  const called = async (name: string, status: 'active' | 'left' = 'active') => {
    const at = '2027-01-01T00:00:00.000Z';
    const row: MembershipRow = {
      id: ADA.id,
      group,
      author: ADA.id,
      rev: seq + 1,
      seq: seq + 1,
      created: at,
      updated: at,
      kind: 'membership',
      deleted: false,
      fields: { member: ADA.id, name, role: 'member', status },
    };
    await applyRows(store.db, { group, after: seq, cursor: seq + 1, epoch: 'e1', rows: [row] }, store.sources);
    seq++;
  };
  await called('Ada');
  const write = async (text: string, to = group) => {
    const written = await createNote(store.db, { group: to, fields: fields({ text }) }, store.sources);
    return written.ok ? written.id : written.code;
  };
  const notes = async () => (await readConversation(store.db, [KEY])).notes;
  return { ...store, group, called, write, notes };
}

test('a mention is read by the name of today, and whoever left is only named', async () => {
  const { called, write, notes } = await circle();
  await write(`So, ${mentionOf(ADA)}?`);
  expect((await notes())[0]?.mentions).toEqual([{ ...ADA, isMe: false }]);
  await called('Countess');
  expect((await notes())[0]).toMatchObject({
    text: `So, [@Countess](mention:${ADA.id})?`,
    mentions: [{ id: ADA.id, name: 'Countess' }],
  });
  await called('Countess', 'left');
  expect((await notes())[0]?.mentions).toBeUndefined();
});

test('the id of somebody who is not in the group is not written there', async () => {
  const { db, sources, personal, write, group } = await circle();
  const text = `${mentionOf(ADA)} ${mentionOf(STRANGER)}`;
  const here = await write(text);
  const alone = await write(text, personal);
  const kept = async (id: string) => (await db.annotations.get(id))?.row;
  expect(await kept(here)).toMatchObject({ group, fields: { text: `${mentionOf(ADA)} @Zoe` } });
  expect(await kept(alone)).toMatchObject({ fields: { text: '@Ada @Zoe' } });
  await editNote(db, { id: here, text: mentionOf(STRANGER), tags: [] }, sources);
  expect(await kept(here)).toMatchObject({ fields: { text: '@Zoe' } });
});

test('somebody who is called otherwise in the group is only words there', async () => {
  const { db, called, write, group } = await circle();
  await called('Bob [B]');
  const [ada, bob] = [mentionOf(ADA), mentionOf({ ...ADA, name: 'Bob [B]' })];
  const id = await write(`${ada}, ${bob}`);
  expect((await db.annotations.get(id))?.row).toMatchObject({ group, fields: { text: `@Ada, ${bob}` } });
});

test('an edit begun under another name is no conflict', async () => {
  const { db, sources, called, write, notes } = await circle();
  const id = await write(`So, ${mentionOf(ADA)}?`);
  const [seen] = await notes();
  await called('Countess');
  const text = `Now, [@Countess](mention:${ADA.id})?`;
  expect(await editNote(db, { id, text, tags: [], saw: seen?.text }, sources)).toMatchObject({ ok: true, id });
  expect((await notes()).map((one) => one.text)).toEqual([text]);
});

test('everybody of the group is known by name while one writes, and others than me are offered', async () => {
  const { db, group, me, called } = await circle();
  const offered = async () => (await readVocabulary(db, group)).people.map(({ id, isOffered }) => [id, isOffered]);
  expect(new Map((await offered()) as [string, boolean][])).toEqual(
    new Map([
      [ADA.id, true],
      [me, false],
    ]),
  );
  await called('Ada', 'left');
  expect(new Map((await offered()) as [string, boolean][])).toEqual(
    new Map([
      [ADA.id, false],
      [me, false],
    ]),
  );
});
