/** Everything one screen needs to show the notes of one document. */
import type { Note } from '../core/note.ts';
import { withAnswers } from '../core/questions.ts';
import type { Conversation } from '../protocol/from-pages.ts';
import { comingGroups } from './coming-groups.ts';
import type { Store } from './database.ts';
import { answersTo, notesByKey } from './find-notes.ts';
import { fetchingGroups } from './opened-documents.ts';
import { readContext } from './read-context.ts';
import { reactionsTo } from './reactions.ts';
import type { StoredAnnotation } from './records.ts';

/** @param keys the document's (core/document.ts); also fit for `liveQuery` */
export function readConversation(db: Store, keys: readonly string[]): Promise<Conversation> {
  return db.read(async () => {
    const { toNote, ...context } = await readContext(db);
    const records = await recordsOf(db, keys);
    const reactions = await reactionsTo(
      db,
      records.map(({ id }) => id),
    );
    const notes = records.flatMap((record): Note[] => {
      const note = toNote(record, reactions.get(record.id));
      return note ? [note] : [];
    });
    const on = new Set([...(await fetchingGroups(db, keys)), ...(await comingGroups(db))]);
    const fetching = context.groups.flatMap(({ id, name }) => (on.has(id) ? [name] : []));
    return { ...context, notes: withAnswers(notes), ...(fetching.length > 0 && { fetching }) };
  });
}

/** The living and deleted notes of a document with all answers below them, oldest first. */
export async function recordsOf(db: Store, keys: readonly string[]): Promise<StoredAnnotation[]> {
  const found = new Map<string, StoredAnnotation>();
  const byKey = await Promise.all([...new Set(keys)].map((key) => notesByKey(db, key)));
  let level = byKey.flat();
  while (level.length > 0) {
    const fresh = level.filter(({ id }) => !found.has(id));
    for (const record of fresh) found.set(record.id, record);
    // An answer may name another address of the same document than the one asked for.
    level = await answersTo(
      db,
      fresh.map(({ id }) => id),
    );
  }
  return [...found.values()].sort((a, b) =>
    a.row.created < b.row.created ? -1 : a.row.created > b.row.created ? 1 : 0,
  );
}
