/**
 * Taking back a highlight from the page it was made on. Separate from deleting notes, because a page may have taken over
 * the script that asks: it gets at nothing but what it could have made itself a moment ago.
 */
import type { Id } from '../core/id.ts';
import type { Store } from './database.ts';
import { refuse, type Written } from './written.ts';
import { answersTo, noteOf } from './find-notes.ts';
import { readIdentity } from './meta.ts';
import { livingFields } from './project.ts';
import { realSources, type Sources } from './sources.ts';
import { deleteNote } from './delete-note.ts';

/** Milliseconds for second thoughts. */
const MOMENT = 60_000;

/** @param keys of the page that asks */
export async function undoHighlight(
  db: Store,
  { id, keys }: { id: Id; keys: readonly string[] },
  sources: Sources = realSources,
): Promise<Written> {
  const isUndone = await db.read(async () => {
    const record = await noteOf(db, id);
    const fields = livingFields(record);
    const { user } = await readIdentity(db);
    if (!record || !fields || record.author !== user) return false;
    const isBare = fields.kind === 'highlight' && fields.text === '' && (await answersTo(db, [id])).length === 0;
    const isFresh = sources.now() - Date.parse(record.row.created) < MOMENT;
    return isBare && isFresh && record.keys.some((key) => keys.includes(key));
  });
  return isUndone ? deleteNote(db, id, sources) : refuse('forbidden');
}
