/** A store in memory (fake-indexeddb) with a clock that tests move, one database for each test. */
import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import type { AnnotationFields, AnnotationRow, Tombstone } from '../../src/core/record.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { readIdentity } from '../../src/store/meta.ts';
import type { Sources } from '../../src/store/sources.ts';
import { createNote } from '../../src/store/write-note.ts';

export const KEY = '//example.org/reading';

export type TestStore = { db: Store; sources: Sources; clock: { now: number }; me: string; personal: string };

let count = 0;

/** @param shelfSize how many notes stand in one record where many come at once */
export async function openTestStore(shelfSize?: number): Promise<TestStore> {
  const clock = { now: Date.UTC(2027, 0, 1) };
  const sources: Sources = { now: () => clock.now++, randomBytes };
  const db = openStore(`test-${count++}`, sources, shelfSize);
  const { user, personal } = await readIdentity(db);
  return { db, sources, clock, me: user, personal };
}

export const fields = (change: Partial<AnnotationFields> = {}): AnnotationFields => ({
  kind: 'comment',
  text: 'a note',
  tags: [],
  target: {
    source: 'https://example.org/reading',
    keys: [KEY],
    title: 'A reading',
    selectors: [{ type: 'TextQuoteSelector', exact: 'the passage' }],
  },
  parent: null,
  ...change,
});

/** Writes a note and answers its id. */
export async function note({ db, sources, personal }: TestStore, text = 'a note', group = personal): Promise<string> {
  const written = await createNote(db, { group, fields: fields({ text }) }, sources);
  if (!written.ok) throw new Error(written.code);
  return written.id;
}

/** A note as the endpoint would send it. */
export function row(change: Partial<AnnotationRow> & { id: string; group: string; author: string }): AnnotationRow {
  const at = '2027-01-01T00:00:00.000Z';
  return { rev: 1, seq: 1, created: at, updated: at, kind: 'annotation', deleted: false, fields: fields(), ...change };
}

export function tombstone(change: { id: string; group: string; author: string; rev: number; seq?: number }): Tombstone {
  const at = '2027-01-01T00:00:00.000Z';
  return { seq: 1, created: at, updated: at, kind: 'annotation', deleted: true, ...change };
}
