/** What of a stretch of a group's history is kept on a device that holds the group in part. */
import { expect, test } from 'vitest';
import { documentHash } from '../../src/core/document-hash.ts';
import type { ReactionRow } from '../../src/core/record.ts';
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
