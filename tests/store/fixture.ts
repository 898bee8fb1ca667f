/**
 * Dumps and rebuilds a database by IndexedDB itself, without our store: what an older release left
 * on a learner's device (fault F12). A fixture is made once, when its version is released:
 * `node tests/store/fixture.ts > tests/store/fixtures/vN.json`.
 */
import 'fake-indexeddb/auto';
import * as v from 'valibot';
import { fromBase64, toBase64 } from '../../src/core/base64.ts';
import type { TestStore } from './open-test-store.ts';

const dump = v.object({
  /** As IndexedDB counts: ten times Dexie's. */
  version: v.number(),
  stores: v.record(
    v.string(),
    v.object({
      keyPath: v.union([v.string(), v.array(v.string())]),
      autoIncrement: v.boolean(),
      indexes: v.array(
        v.object({
          name: v.string(),
          keyPath: v.union([v.string(), v.array(v.string())]),
          unique: v.boolean(),
          multiEntry: v.boolean(),
        }),
      ),
      rows: v.array(v.unknown()),
    }),
  ),
});
export type Dump = v.InferOutput<typeof dump>;

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('request failed'));
  });

export async function dumpDatabase(name: string): Promise<Dump> {
  const db = await done(indexedDB.open(name));
  const stores: Dump['stores'] = {};
  const tx = db.transaction([...db.objectStoreNames]);
  for (const store of db.objectStoreNames) {
    const table = tx.objectStore(store);
    const indexes = [...table.indexNames].map((index) => {
      const { name, keyPath, unique, multiEntry } = table.index(index);
      return { name, keyPath, unique, multiEntry };
    });
    const { autoIncrement } = table;
    const keyPath = v.parse(v.union([v.string(), v.array(v.string())]), table.keyPath);
    stores[store] = { keyPath, autoIncrement, indexes, rows: (await done(table.getAll())).map(withoutBytes) };
  }
  const { version } = db;
  db.close();
  return { version, stores };
}

export async function rebuild(name: string, fixture: unknown): Promise<void> {
  const { version, stores } = v.parse(dump, fixture);
  const opening = indexedDB.open(name, version);
  opening.onupgradeneeded = () => {
    for (const [store, { keyPath, autoIncrement, indexes, rows }] of Object.entries(stores)) {
      const table = opening.result.createObjectStore(store, { keyPath, autoIncrement });
      for (const { name, keyPath, unique, multiEntry } of indexes)
        table.createIndex(name, keyPath, { unique, multiEntry });
      for (const row of rows) table.put(withBytes(row));
    }
  };
  (await done(opening)).close();
}

const anyRow = v.record(v.string(), v.unknown());

/** JSON has no bytes: those of a field stand in a fixture as base64. */
const withoutBytes = (row: unknown): unknown =>
  Object.fromEntries(
    Object.entries(v.parse(anyRow, row)).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? { base64: toBase64(value) } : value,
    ]),
  );

const written = v.object({ base64: v.string() });

const withBytes = (row: unknown): unknown =>
  Object.fromEntries(
    Object.entries(v.parse(anyRow, row)).map(([name, value]) => [
      name,
      v.is(written, value) ? fromBase64(value.base64) : value,
    ]),
  );

/** Gives a database another version, as a newer release does whose pages have nothing of it open. */
export async function upgraded(name: string, version: number): Promise<void> {
  (await done(indexedDB.open(name, version))).close();
}

/** A device with something in every table: sent, waiting, in flight, refused, deleted, and somebody else's. */
async function example(): Promise<Dump> {
  const { KEY, note, openTestStore, row, fields } = await import('./open-test-store.ts');
  const { keepFound } = await import('../../src/store/unplaced.ts');
  const { reattachNote } = await import('../../src/store/reattach-note.ts');
  const { applyRows } = await import('../../src/store/apply-rows.ts');
  const { markRead } = await import('../../src/store/inbox-marks.ts');
  const { updateBackups } = await import('../../src/store/backups.ts');
  const { saveSearch } = await import('../../src/store/saved-searches.ts');
  const { writeDraft } = await import('../../src/store/drafts.ts');
  const { settle } = await import('../../src/store/settle-op.ts');
  const { takeBatch } = await import('../../src/store/take-batch.ts');
  const { keepKnown } = await import('../../src/store/apply-part.ts');
  const { chooseHolding } = await import('../../src/store/holdings.ts');
  const { wantDocument } = await import('../../src/store/opened-documents.ts');
  const { createGroup } = await import('../../src/store/write-group.ts');
  const { documentHash } = await import('../../src/core/document-hash.ts');
  const { deleteNote } = await import('../../src/store/delete-note.ts');
  const { editNote } = await import('../../src/store/write-note.ts');
  const { keepForDraft, pictureOf } = await import('../../src/store/image-bytes.ts');
  const { wantImages } = await import('../../src/store/wanted-images.ts');
  const { pictures } = await import('../core/pictures.ts');
  const store = await openTestStore();
  const { db, sources, me, personal: group } = store;
  await db.groups.toCollection().modify({ state: 'joined' });
  await manyAsWritten(store);
  const ids = [
    await note(store, 'sent'),
    await note(store, 'refused'),
    await note(store, 'deleted'),
    await note(store, 'in flight'),
  ];
  const ops = (await takeBatch(db, { ops: 200, bytes: 1e6 })).filter(({ op }) => op.kind === 'annotation');
  const answer = (at: number, text: string) => ({
    opId: ops[at]?.opId ?? '',
    status: 'applied' as const,
    row: row({ id: ids[at] ?? '', group, author: me, seq: at + 1, fields: fields({ text }) }),
  });
  const refused = { opId: ops[1]?.opId ?? '', status: 'invalid' as const, message: 'no' };
  const results = [answer(0, 'sent'), refused, answer(2, 'deleted')];
  await settle(db, { epoch: 'e1', results, taken: ops }, sources);
  await deleteNote(db, ids[2] ?? '', sources);
  await editNote(db, { id: ids[3] ?? '', text: 'in flight, edited', tags: ['t'] }, sources);
  const waiting = await note(store, 'waiting');
  const elsewhere = { id: waiting, selectors: [{ type: 'TextQuoteSelector' as const, exact: 'another passage' }] };
  await reattachNote(db, { ...elsewhere, page: { keys: [KEY] } }, sources);
  await keepFound(db, { page: { keys: [KEY] }, found: [{ id: waiting, state: 'lost' }] }, sources);
  const theirs = row({ id: 'B'.repeat(22), group, author: 'C'.repeat(22), fields: fields({ text: 'theirs' }) });
  await applyRows(db, { group, after: 0, cursor: 9, epoch: 'e1', rows: [theirs] }, sources);
  const big = { ...fields().target, source: 'https://example.org/big', keys: ['//example.org/big'] };
  const many = Array.from({ length: 20 }, (_, at) =>
    row({
      id: `S${String(at).padStart(21, '0')}`,
      group,
      author: 'C'.repeat(22),
      seq: 10 + at,
      fields: fields({ text: `many ${at}`, target: big }),
    }),
  );
  await applyRows(db, { group, after: 9, cursor: 29, epoch: 'e1', rows: many }, sources);
  const { created, updated } = theirs;
  const envelope = { id: 'R'.repeat(22), group, author: me, rev: 1, seq: 30, created, updated };
  const agree = {
    ...envelope,
    kind: 'reaction' as const,
    deleted: false as const,
    fields: { target: theirs.id, type: 'agree' },
  };
  await applyRows(db, { group, after: 29, cursor: 30, epoch: 'e1', rows: [agree] }, sources);
  await markRead(db, [{ id: theirs.id, at: theirs.created }], true);
  await saveSearch(db, { name: 'Open', query: 'is:unanswered' }, sources);
  await updateBackups(db, { isOn: true });
  await writeDraft(db, 'here', { text: 'half a thou' }, 1);
  await createGroup(db, 'Hall', sources);
  await db.groups.toCollection().modify({ state: 'joined' });
  const hall = (await db.groups.toCollection().primaryKeys()).find((id) => id !== group) ?? '';
  await chooseHolding(db, hall, 'opened');
  await keepKnown(db, hall, [documentHash(hall, KEY)]);
  await wantDocument(db, [KEY], sources);
  await db.outbox.where('id').equals(hall).delete();
  const picture = await pictureOf(pictures.png);
  if (picture) await keepForDraft(db, picture, 1);
  await manyThatWait(store);
  await db.write(() => wantImages(db, [{ ...theirs, fields: fields({ text: `image:${'P'.repeat(22)}` }) }]));
  return dumpDatabase(db.name);
}

/** Own notes that the endpoint took as they were written, all at once. */
async function manyAsWritten({ db, sources, me, personal: group }: TestStore): Promise<void> {
  const { fields, row } = await import('./open-test-store.ts');
  const { createNote } = await import('../../src/store/write-note.ts');
  const { settle } = await import('../../src/store/settle-op.ts');
  const { takeBatch } = await import('../../src/store/take-batch.ts');
  const target = { ...fields().target, source: 'https://example.org/mine', keys: ['//example.org/mine'] };
  for (let at = 0; at < 20; at++) {
    await createNote(db, { group, fields: fields({ text: `mine ${at}`, target }) }, sources);
  }
  const taken = await takeBatch(db, { ops: 200, bytes: 1e6 });
  const results = taken.flatMap(({ opId, op }, at) =>
    op.kind === 'annotation' && op.act === 'put'
      ? [
          {
            opId,
            status: 'applied' as const,
            row: row({ id: op.id, group, author: me, seq: 100 + at, created: op.at, fields: fields(op.fields) }),
          },
        ]
      : [],
  );
  await settle(db, { epoch: 'e1', results, taken }, sources);
}

/** Imported, and not sent yet. */
async function manyThatWait({ db, sources, personal: group }: TestStore): Promise<void> {
  const { fields } = await import('./open-test-store.ts');
  const { importNotes } = await import('../../src/store/import-notes.ts');
  const target = { ...fields().target, source: 'https://example.org/imported', keys: ['//example.org/imported'] };
  const records = Array.from({ length: 20 }, (_, at) => ({
    id: `I${String(at).padStart(21, '0')}`,
    former: null,
    at: '2026-12-31T00:00:00.000Z',
    fields: { ...fields({ text: `imported ${at}: 潮汐`, target }), origin: { from: 'jsonld' } },
  }));
  await importNotes(db, { group, records }, sources);
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await example(), null, 1)}\n`);
