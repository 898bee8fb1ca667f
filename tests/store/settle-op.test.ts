/** What answers of the endpoint do to a device: nothing written here is lost, and nothing is there twice. */
import { expect, test } from 'vitest';
import { applyRows } from '../../src/store/apply-rows.ts';
import { FORMER } from '../../src/store/enqueue.ts';
import { beginAnew, finishAnew } from '../../src/store/read-anew.ts';
import { finishOffer } from '../../src/store/offer-again.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import { discardRefused, retryRefused } from '../../src/store/refused.ts';
import { settle } from '../../src/store/settle-op.ts';
import { takeBatch } from '../../src/store/take-batch.ts';
import { tidy } from '../../src/store/tidy.ts';
import { deleteNote, restoreNote } from '../../src/store/delete-note.ts';
import { editNote } from '../../src/store/write-note.ts';
import type { OpResult } from '../../src/protocol/sync.ts';
import { KEY, fields, note, openTestStore, row, tombstone, type TestStore } from './open-test-store.ts';

const LIMITS = { ops: 200, bytes: 1_000_000 };
const waiting = async (db: TestStore['db']) =>
  (await db.outbox.toArray()).map((entry) => ({ ...entry, n: entry.n ?? 0, text: '', newest: null }));
const opsOf = async (db: TestStore['db']) => (await takeBatch(db, LIMITS)).map(({ op }) => op);
const show = async ({ db }: TestStore) =>
  (await readConversation(db, [KEY])).notes.map(({ text, send }) => `${text}:${send.state}`);
const answer = async ({ db, sources }: TestStore, ...results: OpResult[]) =>
  settle(db, { epoch: 'e1', results, taken: await waiting(db) }, sources);
const apply = (
  { db, sources, personal }: TestStore,
  cursor: number,
  ...rows: Parameters<typeof applyRows>[1]['rows']
) => applyRows(db, { group: personal, after: cursor - 1, cursor, epoch: 'e1', rows }, sources);

/** A store whose personal group the endpoint knows, with one note at revision 1. */
async function withNote(text = 'one') {
  const store = await openTestStore();
  await store.db.outbox.clear();
  await store.db.groups.toCollection().modify({ state: 'joined' });
  const id = await note(store, text);
  const [op] = await opsOf(store.db);
  const server = (change: object, rev = 1) =>
    row({ id, group: store.personal, author: store.me, rev, seq: rev, fields: fields({ text, ...change }) });
  await answer(store, { opId: op?.opId ?? '', status: 'applied', row: server({}) });
  return { ...store, id, server };
}
const edit = ({ db, sources }: TestStore, id: string, text: string, tags: string[] = []) =>
  editNote(db, { id, text, tags }, sources);
const take = async ({ db }: TestStore) => (await opsOf(db))[0];

test('an applied operation leaves the outbox; a second answer to it changes nothing', async () => {
  const store = await withNote();
  expect(await show(store)).toEqual(['one:sent']);
  await edit(store, store.id, 'two');
  const op = await take(store);
  expect(op).toMatchObject({ baseRev: 1, fields: { text: 'two' } });
  const result: OpResult = { opId: op?.opId ?? '', status: 'duplicate', row: store.server({ text: 'two' }, 2) };
  await answer(store, result);
  await answer(store, result);
  expect(await show(store)).toEqual(['two:sent']);
});

test('one note has one operation on its way; the next is made on the answer to it', async () => {
  const store = await withNote();
  await edit(store, store.id, 'two');
  const first = await take(store);
  await edit(store, store.id, 'three');
  expect(await opsOf(store.db)).toEqual([first]);
  await answer(store, { opId: first?.opId ?? '', status: 'applied', row: store.server({ text: 'two' }, 2) });
  expect(await take(store)).toMatchObject({ baseRev: 2, fields: { text: 'three' } });
});

test('an edit of a note whose deletion came first is not sent, and its words are not gone', async () => {
  const store = await withNote();
  const { id, me, personal } = store;
  await edit(store, id, 'two');
  const op = await take(store);
  const deletion = tombstone({ id, group: personal, author: me, rev: 2, seq: 2 });
  await apply(store, 1, deletion);
  expect(await show(store)).toEqual([]);
  await answer(store, { opId: op?.opId ?? '', status: 'gone', row: deletion });
  expect(await show(store)).toEqual(['two:refused']);
  // Taken back elsewhere with the older words: what was written here still stands in the list.
  await apply(store, 2, store.server({}, 3));
  expect(await show(store)).toEqual(['two:refused']);
});

test('words that the writer has not seen are not overwritten by a later change', async () => {
  const store = await withNote();
  await edit(store, store.id, 'one', ['tag']);
  const first = await take(store);
  await edit(store, store.id, 'mine', ['tag']);
  // Another device of mine came first with other words.
  const theirs = store.server({ text: 'theirs', tags: ['tag'] }, 3);
  await answer(store, { opId: first?.opId ?? '', status: 'applied', row: theirs });
  const second = await take(store);
  expect(second).toMatchObject({ baseRev: 1, fields: { text: 'mine' } });
  await answer(store, { opId: second?.opId ?? '', status: 'conflict', row: theirs });
  expect(await show(store)).toEqual(['theirs:sent', 'mine:waiting']);
  const copy = await store.db.outbox.toCollection().first();
  expect(copy?.op).toMatchObject({ act: 'put', baseRev: 0, fields: { copyOf: store.id, tags: ['tag'] } });
});

test('words whose answer was lost while the note was deleted and brought back elsewhere stay as a copy', async () => {
  const store = await withNote();
  const { id, me, personal } = store;
  await edit(store, id, 'mine');
  const op = await take(store);
  await apply(store, 1, tombstone({ id, group: personal, author: me, rev: 2, seq: 2 }));
  expect(await show(store)).toEqual([]);
  await answer(store, { opId: op?.opId ?? '', status: 'conflict', row: store.server({ text: 'as before' }, 3) });
  expect(await show(store)).toEqual(['as before:sent', 'mine:waiting']);
});

test('rows from elsewhere go under waiting changes; older ones are ignored, the cursor never goes back', async () => {
  const store = await withNote();
  await edit(store, store.id, 'mine');
  expect(await apply(store, 1, store.server({}, 1))).toMatchObject({ status: 'stored' });
  expect(await apply(store, 2, store.server({ text: 'theirs' }, 2))).toMatchObject({ status: 'stored' });
  expect(await show(store)).toEqual(['mine:waiting']);
  expect(await apply(store, 1, store.server({ text: 'old' }, 1))).toEqual({ status: 'known' });
  expect(await apply(store, 9)).toEqual({ status: 'gap' });
  expect(await store.db.cursors.toArray()).toMatchObject([{ cursor: 2 }]);
  expect(await take(store)).toMatchObject({ baseRev: 1 });
});

test('a change of a note that the endpoint has no more brings it whole, once, as one that was seen in a former life', async () => {
  const store = await withNote();
  await edit(store, store.id, 'mine');
  await answer(store, { opId: (await take(store))?.opId ?? '', status: 'gone', row: null });
  const whole = await take(store);
  // Of no revision: those of another life of the database, to which it may be put back meanwhile, are other ones.
  expect(whole).toMatchObject({ act: 'put', baseRev: FORMER, fields: { text: 'mine', kind: 'comment' } });
  await answer(store, { opId: whole?.opId ?? '', status: 'gone', row: null });
  expect(await show(store)).toEqual(['mine:refused']);
  expect(await take(store)).toBeUndefined();
});

test('a note that outlives a forgotten deletion has seen no revision, whatever life of the database it is offered to', async () => {
  const store = await withNote();
  const { db, sources, personal: group } = store;
  await edit(store, store.id, 'mine');
  await beginAnew(db, { group, epoch: 'e1', floor: 2 });
  await applyRows(db, { group, after: 0, cursor: 3, epoch: 'e1', rows: [] }, sources);
  await finishAnew(db, group, sources);
  const there = store.server({ text: 'of another device, in the older copy' }, 6);
  await applyRows(db, { group, after: 0, cursor: 6, epoch: 'e2', rows: [there] }, sources);
  expect(await take(store)).toMatchObject({ act: 'put', baseRev: FORMER, fields: { text: 'mine', kind: 'comment' } });
});

test('after a restore, what was sent in the life that is over is not made on the first revision of this one', async () => {
  const store = await withNote();
  const { db, personal, sources } = store;
  await edit(store, store.id, 'sent before');
  expect(await take(store)).toMatchObject({ baseRev: 1 });
  await edit(store, store.id, 'written since');
  await db.cursors.put({ group: personal, cursor: 0, epoch: 'e2', offer: 1 });
  await finishOffer(db, personal, sources);
  const ops = (await db.outbox.toArray()).map(({ op }) => op);
  expect(ops).toMatchObject([{ act: 'put', baseRev: 0, fields: { text: 'written since', kind: 'comment' } }]);
});

test('after a restore, a deletion that waits takes no words that it has not seen', async () => {
  const store = await withNote();
  const { db, personal, sources } = store;
  await edit(store, store.id, 'sent before');
  await take(store);
  await deleteNote(db, store.id, sources);
  await db.cursors.put({ group: personal, cursor: 0, epoch: 'e2', offer: 1 });
  await finishOffer(db, personal, sources);
  expect((await db.outbox.toArray()).map(({ op }) => op)).toMatchObject([
    { act: 'put', baseRev: Number.MAX_SAFE_INTEGER },
    { act: 'delete', baseRev: Number.MAX_SAFE_INTEGER },
  ]);
});

test('a change of a deleted note is kept as not sent, and can be sent again or thrown away', async () => {
  const store = await withNote();
  await edit(store, store.id, 'mine');
  const op = await take(store);
  const gone = tombstone({ id: store.id, group: store.personal, author: store.me, rev: 2, seq: 2 });
  await answer(store, { opId: op?.opId ?? '', status: 'gone', row: gone });
  expect(await show(store)).toEqual(['mine:refused']);
  await retryRefused(store.db, null, store.sources);
  expect(await show(store)).toEqual(['mine:waiting']);
  const again = await take(store);
  expect(again).toMatchObject({ act: 'restore', fields: { text: 'mine' } });
  await answer(store, { opId: again?.opId ?? '', status: 'forbidden' });
  expect(await show(store)).toEqual(['mine:refused']);
  await discardRefused(store.db, store.id, store.sources);
  expect(await show(store)).toEqual([]);
});

test('a refused creation keeps the newest words; one deleted meanwhile is not brought back', async () => {
  const store = await openTestStore();
  const id = await note(store, 'one');
  await store.db.groups.toCollection().modify({ state: 'joined' });
  const op = (await opsOf(store.db)).find((one) => one.id === id);
  await edit(store, id, 'two');
  await answer(store, { opId: op?.opId ?? '', status: 'invalid', message: 'no' });
  expect(await show(store)).toEqual(['two:refused']);
  await edit(store, id, 'three');
  expect(await show(store)).toEqual(['three:waiting']);
  const second = (await opsOf(store.db)).find((one) => one.id === id);
  await deleteNote(store.db, id, store.sources);
  await answer(store, { opId: second?.opId ?? '', status: 'forbidden' });
  expect(await show(store)).toEqual([]);
  expect(await store.db.refused.count()).toBe(0);
});

test('a deletion can be undone until its words are forgotten, ten minutes after it was acknowledged', async () => {
  const store = await withNote();
  const { db, sources, id, clock } = store;
  await deleteNote(db, id, sources);
  const op = await take(store);
  await tidy(db, sources);
  const gone = tombstone({ id, group: store.personal, author: store.me, rev: 2, seq: 2 });
  await answer(store, { opId: op?.opId ?? '', status: 'applied', row: gone });
  clock.now += 9 * 60_000;
  await tidy(db, sources);
  expect(await restoreNote(db, id, sources)).toMatchObject({ ok: true });
  expect(await show(store)).toEqual(['one:waiting']);
  expect(await take(store)).toMatchObject({ act: 'restore', fields: { text: 'one' } });
  await deleteNote(db, id, sources);
  await db.outbox.clear();
  await db.annotations.toCollection().modify({ keptUntil: clock.now });
  await tidy(db, sources);
  expect(await restoreNote(db, id, sources)).toEqual({ ok: false, code: 'not_found' });
  expect(JSON.stringify(await db.annotations.toArray())).not.toContain('"text"');
});

test('words that were brought back and changed while their deletion was on its way are kept when it is refused', async () => {
  const store = await withNote();
  const { db, sources, id } = store;
  await deleteNote(db, id, sources);
  const op = await take(store);
  await restoreNote(db, id, sources);
  await edit(store, id, 'two');
  await answer(store, { opId: op?.opId ?? '', status: 'forbidden' });
  expect(await show(store)).toEqual(['two:refused']);
});

test('a deletion of words that were not seen does not count as made on them after a restore of the endpoint', async () => {
  const store = await withNote();
  const { db, sources, id, personal: group } = store;
  await deleteNote(db, id, sources);
  await take(store);
  const theirs = store.server({ text: 'from another device' }, 2);
  await apply(store, 1, theirs);
  await applyRows(db, { group, after: 0, cursor: 2, epoch: 'e2', rows: [theirs] }, sources);
  expect(await take(store)).toMatchObject({ act: 'delete', baseRev: 0 });
});

test('words that were refused wait for their writer also after a restore, in whatever form their note comes', async () => {
  for (const come of ['older', 'newer', 'not at all']) {
    const store = await withNote();
    const { db, sources, id, personal: group } = store;
    await edit(store, id, 'refused');
    await answer(store, { opId: (await take(store))?.opId ?? '', status: 'forbidden' });
    const newer = { ...store.server({ text: 'of another device' }, 2), updated: '2027-01-02T00:00:00.000Z' };
    const rows = { older: [store.server({})], newer: [newer], 'not at all': [] }[come] ?? [];
    await db.cursors.put({ group, cursor: 0, epoch: 'e2', offer: 1 });
    await applyRows(db, { group, after: 0, cursor: 2, epoch: 'e2', rows }, sources);
    await finishOffer(db, group, sources);
    expect(JSON.stringify(await db.outbox.toArray()), come).not.toContain('refused');
    expect(await db.refused.toArray()).toMatchObject([{ id, fields: { text: 'refused' } }]);
  }
});

test.for([
  { change: 'words', left: ['put "from another device"', 'put "mine" as a copy'] },
  { change: 'a deletion', left: ['put "from another device"'] },
  { change: 'words that had come there', came: 'mine', left: ['put "from another device"'] },
])(
  'after a restore, words of another device that came here under $change and are lost there are offered',
  async (one) => {
    const store = await withNote();
    const { db, sources, id, personal: group } = store;
    if (one.change === 'a deletion') await deleteNote(db, id, sources);
    else await edit(store, id, 'mine');
    await take(store);
    const theirs = { ...store.server({ text: 'from another device' }, 3), updated: '2027-01-02T00:00:00.000Z' };
    await apply(store, 1, theirs);
    const backup = one.came === undefined ? store.server({}) : store.server({ text: one.came }, 2);
    await db.cursors.put({ group, cursor: 0, epoch: 'e2', offer: 1 });
    await applyRows(db, { group, after: 0, cursor: 3, epoch: 'e2', rows: [backup] }, sources);
    await finishOffer(db, group, sources);
    const left = (await db.outbox.toArray()).flatMap(({ op }) => {
      if (op.kind !== 'annotation' || op.act === 'delete') return op.act;
      return `${op.act} ${JSON.stringify(op.fields.text)}${op.fields.copyOf === id ? ' as a copy' : ''}`;
    });
    expect(left.sort()).toEqual(one.left);
  },
);

test('after a restore, tags that wait count as a whole: what they were changed from is of another life', async () => {
  const store = await withNote();
  const { db, sources, id, personal: group } = store;
  await apply(store, 1, store.server({ tags: ['lost'] }, 2));
  await edit(store, id, 'one', ['lost', 'mine']);
  expect(await take(store)).toMatchObject({ fields: { tags: ['lost', 'mine'] }, sawTags: ['lost'] });
  await applyRows(db, { group, after: 0, cursor: 1, epoch: 'e2', rows: [store.server({ tags: [] })] }, sources);
  const [op] = (await db.outbox.toArray()).map((entry) => entry.op);
  expect(op).toMatchObject({ fields: { tags: ['lost', 'mine'] } });
  expect(op && 'sawTags' in op ? op.sawTags : undefined).toBeUndefined();
});

test('after a restore, words that another own device has kept as a copy are not copied once more', async () => {
  const store = await withNote('newest words');
  const { db, sources, id, personal: group, me } = store;
  const mine = { group, author: me, rev: 1 };
  // From before it was deleted, forgotten and brought back: made at another instant.
  const older = row({
    ...mine,
    id,
    seq: 2,
    created: '2020-01-01T00:00:00.000Z',
    fields: fields({ text: 'older words' }),
  });
  const copy = row({ ...mine, id: 'c'.repeat(22), seq: 3, fields: fields({ text: 'newest words', copyOf: id }) });
  await applyRows(db, { group, after: 0, cursor: 3, epoch: 'e2', rows: [older, copy] }, sources);
  expect(await opsOf(db)).toEqual([]);
  expect(await show(store)).toEqual(expect.arrayContaining(['older words:sent', 'newest words:sent']));
});

test('what is brought back by hand when even its deletion is forgotten has seen nothing of what is there then', async () => {
  const store = await withNote();
  const { db, sources, id } = store;
  const gone = async () => answer(store, { opId: (await take(store))?.opId ?? '', status: 'gone', row: null });
  await deleteNote(db, id, sources);
  await gone();
  await restoreNote(db, id, sources);
  expect(await take(store)).toMatchObject({ act: 'put', baseRev: Number.MAX_SAFE_INTEGER, fields: { text: 'one' } });
  await gone();
  expect(await show(store)).toEqual(['one:refused']);
  await retryRefused(db, id, sources);
  expect(await take(store)).toMatchObject({ act: 'put', baseRev: Number.MAX_SAFE_INTEGER, fields: { text: 'one' } });
});

test('what has seen nothing of a life of the database has seen nothing after one more restore either', async () => {
  const store = await withNote();
  const { db, sources, id, personal: group } = store;
  await deleteNote(db, id, sources);
  await db.cursors.put({ group, cursor: 0, epoch: 'e2', offer: 1 });
  await finishOffer(db, group, sources);
  const theirs = store.server({ text: 'brought back by another device' });
  for (const epoch of ['e2', 'e3']) await applyRows(db, { group, after: 0, cursor: 1, epoch, rows: [theirs] }, sources);
  expect(await take(store)).toMatchObject({ act: 'delete', baseRev: 0 });
});

test('a deletion that is refused and was undone meanwhile leaves no copy of words that are there', async () => {
  const store = await withNote();
  const { db, sources, id } = store;
  await deleteNote(db, id, sources);
  const op = await take(store);
  await restoreNote(db, id, sources);
  await edit(store, id, 'one', ['new']);
  await answer(store, { opId: op?.opId ?? '', status: 'conflict', row: store.server({}, 2) });
  expect(await show(store)).toEqual(['one:waiting']);
  expect((await opsOf(db)).map((left) => left.id)).toEqual([id]);
  expect(await take(store)).toMatchObject({ act: 'put', baseRev: 2, fields: { tags: ['new'] } });
});

test.for([
  { what: 'has offered', form: { rev: 1, seq: 2, created: '2027-01-01T23:00:00.000Z' } },
  { what: 'has written', form: { rev: 2, seq: 9 } },
])(
  'words that another device $what after a restore are not older ones, whatever the endpoint’s clock says',
  async (one) => {
    const store = await withNote();
    const { db, sources, id, personal: group } = store;
    await apply(store, 1, { ...store.server({}, 3), updated: '2027-01-02T00:00:00.000Z' });
    const since = { ...store.server({ text: 'newest' }), ...one.form, updated: '2027-01-01T23:00:00.000Z' };
    await applyRows(db, { group, after: 0, cursor: 9, epoch: 'e2', rows: [since] }, sources);
    expect((await db.outbox.toArray()).filter((entry) => entry.id === id)).toEqual([]);
    expect((await show(store)).sort()).toEqual(['newest:sent', 'one:waiting']);
  },
);
