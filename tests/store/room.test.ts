import { expect, onTestFinished, test } from 'vitest';
import { failureCode } from '../../src/core/failure-code.ts';
import type { ImportedRecord } from '../../src/core/import/imported-record.ts';
import { readDraft, writeDraft } from '../../src/store/drafts.ts';
import { NoRoom, mustHaveRoom } from '../../src/store/room.ts';
import { importNotes } from '../../src/store/import-notes.ts';
import { fields, note, openTestStore } from './open-test-store.ts';

const disk = (answer: { quota?: number; usage?: number }) => ({ estimate: async () => answer });

test('a nearly full disk is not written to', async () => {
  await expect(mustHaveRoom(disk({ quota: 20_000_000, usage: 19_000_000 }))).rejects.toThrow(NoRoom);
  await mustHaveRoom(disk({ quota: 30_000_000, usage: 19_000_000 }));
});

test('a browser that cannot tell does not stop anybody', async () => {
  await mustHaveRoom(disk({}));
  await mustHaveRoom({ estimate: () => Promise.reject(new TypeError('not here')) });
});

test('where there is none a note is refused by a code that screens know, and its words are kept as a draft', async () => {
  const store = await openTestStore();
  const room = { bytes: 7_000_000 };
  const estimate = async () => ({ quota: room.bytes, usage: 0 });
  Object.defineProperty(navigator, 'storage', { value: { estimate }, configurable: true });
  onTestFinished(() => void Reflect.deleteProperty(navigator, 'storage'));
  expect(await note(store, 'words').catch(failureCode)).toBe('no-room');
  await writeDraft(store.db, 'a place', { text: 'words' });
  expect(await readDraft(store.db, 'a place')).toEqual({ text: 'words' });
  // Nearer to the end nothing at all is written.
  room.bytes = 3_000_000;
  expect(await writeDraft(store.db, 'a place', { text: 'more words' }).catch(failureCode)).toBe('no-room');
  expect(await readDraft(store.db, 'a place')).toEqual({ text: 'words' });
});

test('a part of an import needs more of it than a note: it is refused as a whole, and a note still finds room', async () => {
  const store = await openTestStore();
  const estimate = async () => ({ quota: 30_000_000, usage: 0 });
  Object.defineProperty(navigator, 'storage', { value: { estimate }, configurable: true });
  onTestFinished(() => void Reflect.deleteProperty(navigator, 'storage'));
  const records = Array.from({ length: store.db.shelfSize }, (_, at): ImportedRecord => {
    const said = { ...fields(), origin: { from: 'jsonld' } };
    return { id: `n${String(at).padStart(21, '0')}`, former: null, at: null, fields: said };
  });
  const take = (some: ImportedRecord[]) =>
    importNotes(store.db, { group: store.personal, records: some }, store.sources);
  expect(await take(records).catch(failureCode)).toBe('no-room');
  expect([await store.db.shelves.count(), await store.db.parcels.count()]).toEqual([0, 0]);
  expect(await take(records.slice(0, 1))).toMatchObject({ ok: true });
  expect(await note(store, 'words')).not.toBe('no-room');
});
