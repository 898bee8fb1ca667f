/** A note that was hidden before the endpoint's database was put back, and hidden again after it, with older words: its author's newest ones stay. */
import { expect, test } from 'vitest';
import { HIDDEN } from '../../src/core/hiding.ts';
import type { ReactionRow } from '../../src/core/record.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { readEarlier } from '../../src/store/earlier-words.ts';
import { beginEpoch, finishOffer } from '../../src/store/offer-again.ts';
import { noteOf } from '../../src/store/find-notes.ts';
import { shownWords } from '../../src/store/shown-words.ts';
import { createGroup } from '../../src/store/write-group.ts';
import { fields, openTestStore, row } from './open-test-store.ts';

test('the words that were hidden first are an earlier version then', async () => {
  const { db, sources, me } = await openTestStore();
  const group = await createGroup(db, 'Class', sources);
  await db.groups.toCollection().modify({ state: 'joined' });
  await db.outbox.clear();
  const id = 'n'.repeat(22);
  const comes = async (
    epoch: string,
    { updated, words, beside }: { updated: string; words: string; beside: string },
  ) => {
    const note = { id, group, author: me, updated, rev: 3, fields: fields({ text: '', hidden: true }) };
    const kept: ReactionRow = {
      ...row({ id: beside, group, author: me, seq: 2, updated }),
      kind: 'reaction',
      fields: { target: id, type: HIDDEN, reason: 'it harms', text: words, tags: [] },
    };
    await applyRows(db, { group, after: 0, cursor: 2, epoch, rows: [row(note), kept] }, sources);
  };
  const words = async () => {
    const record = await noteOf(db, id);
    return record && (await shownWords(db, record))?.text;
  };
  const session = (epoch: string) => ({
    protocol: 1,
    epoch,
    user: { id: me, name: 'Me', email: null },
    groups: [{ id: group, role: 'owner' as const, personal: false, head: 2 }],
  });
  await beginEpoch(db, session('e1'), sources);
  await comes('e1', { updated: '2027-01-02T00:00:00.000Z', words: 'newest words', beside: 'x'.repeat(22) });
  expect([await words(), await readEarlier(db, id)]).toEqual(['newest words', []]);
  await beginEpoch(db, session('e2'), sources);
  await comes('e2', { updated: '2027-01-03T00:00:00.000Z', words: 'older words', beside: 'y'.repeat(22) });
  await finishOffer(db, group, sources);
  expect(await words()).toBe('older words');
  expect((await readEarlier(db, id)).map((one) => one.words.text)).toEqual(['newest words']);
  // Nothing of it is shown to anybody by a copy.
  expect((await db.outbox.toArray()).filter(({ op }) => op.kind === 'annotation')).toEqual([]);
});

test('a note that is hidden only after the database was put back is published by no copy of it', async () => {
  const { db, sources, me } = await openTestStore();
  const group = await createGroup(db, 'Class', sources);
  await db.groups.toCollection().modify({ state: 'joined' });
  await db.outbox.clear();
  const id = 'n'.repeat(22);
  const comes = (epoch: string, updated: string, rev: number, text: string, hidden?: true) => {
    const note = row({ id, group, author: me, updated, rev, fields: fields({ text, ...(hidden && { hidden }) }) });
    return applyRows(db, { group, after: 0, cursor: rev, epoch, rows: [note] }, sources);
  };
  await comes('e1', '2027-01-02T00:00:00.000Z', 1, 'words that harm');
  await db.cursors.toCollection().modify({ cursor: 0, epoch: 'e2', offer: 1 });
  await comes('e2', '2027-01-03T00:00:00.000Z', 2, '', true);
  await finishOffer(db, group, sources);
  expect((await db.outbox.toArray()).map(({ op }) => op)).toEqual([]);
  expect((await readEarlier(db, id)).map((one) => one.words.text)).toEqual(['words that harm']);
});
