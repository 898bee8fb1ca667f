/** What of a stretch of a group's history is kept on a device that holds the group in part. */
import { expect, test } from 'vitest';
import { documentHash } from '../../src/core/document-hash.ts';
import type { ReactionRow } from '../../src/core/record.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { partOfRows } from '../../src/store/part-of-rows.ts';
import { KEY, openTestStore, row } from './open-test-store.ts';

test('a reaction is kept with its note, also where the note stands behind it, since it was changed', async () => {
  const { db, personal: group } = await openTestStore();
  await db.opened.put({ group, hash: documentHash(group, KEY), opened: 0, state: 'held' });
  const [note, other] = ['B'.repeat(22), 'D'.repeat(22)];
  const author = 'C'.repeat(22);
  const changed = row({ id: note, group, author, rev: 2, seq: 7 });
  const reaction = (id: string, target: string): ReactionRow => {
    const { created, updated } = changed;
    return {
      id: id.repeat(22),
      group,
      author,
      rev: 1,
      seq: 6,
      created,
      updated,
      kind: 'reaction',
      deleted: false,
      fields: { target, type: 'agree' },
    };
  };
  const rows = [reaction('E', note), reaction('F', other), changed];
  const { kept } = await partOfRows(db, { group, choice: 'opened', notes: 1, bytes: null }, rows);
  expect(kept.map(({ id }) => id[0]).sort()).toEqual(['B', 'E']);
});

test.each(['opened', 'newest', 'mine'] as const)(
  '%s: a note that comes in by a change is asked for its reactions, which may have passed by before',
  async (choice) => {
    const { db, me, personal: group } = await openTestStore();
    await db.opened.put({ group, hash: documentHash(group, KEY), opened: 0, state: 'held' });
    const author = 'C'.repeat(22);
    const [fresh, changed, held] = ['B'.repeat(22), 'D'.repeat(22), 'E'.repeat(22)];
    const known = row({ id: held, group, author: me, rev: 2, seq: 3 });
    await applyRows(db, { group, after: 0, cursor: 3, epoch: 'e1', rows: [known] });
    const rows = [
      row({ id: fresh, group, author: me, seq: 4 }),
      row({ id: changed, group, author: me, rev: 2, seq: 5 }),
      { ...known, rev: 3, seq: 6 },
      {
        ...known,
        id: 'F'.repeat(22),
        author,
        rev: 2,
        seq: 7,
        fields: { ...known.fields, target: { ...known.fields.target, keys: ['//other.example/'] } },
      },
    ];
    const { bare } = await partOfRows(db, { group, choice, notes: 1, bytes: null }, rows);
    expect(bare).toEqual(choice === 'newest' ? [changed, 'F'.repeat(22)] : [changed]);
  },
);

test.each(['opened', 'mine'] as const)(
  '%s: a note that comes after the own answer to it is kept: brought back when all had forgotten that it was there',
  async (choice) => {
    const { db, me, personal: group } = await openTestStore();
    const author = 'C'.repeat(22);
    const [note, other] = ['B'.repeat(22), 'D'.repeat(22)];
    const answer = row({ id: 'E'.repeat(22), group, author: me, seq: 3 });
    const answering = { ...answer, fields: { ...answer.fields, kind: 'reply' as const, parent: note } };
    await applyRows(db, { group, after: 0, cursor: 3, epoch: 'e1', rows: [answering] });
    const rows = [row({ id: note, group, author, seq: 4 }), row({ id: other, group, author, seq: 5 })];
    const { kept } = await partOfRows(db, { group, choice, notes: 1, bytes: null }, rows);
    expect(kept.map(({ id }) => id)).toEqual([note]);
  },
);
