/**
 * Takes an import back: those of its notes that are still mine and here are deleted, but for what was changed or answered since, on
 * whatever device.
 */
import type { Id } from '../core/id.ts';
import type { ImportedRecord } from '../core/import/imported-record.ts';
import { onlyOf } from '../core/mentions.ts';
import type { AnnotationFields } from '../core/record.ts';
import { saidBy } from '../core/said-by.ts';
import type { Store } from './database.ts';
import { deleteUnsent, unsentAmong } from './delete-unsent.ts';
import { answersTo, notesWithIds } from './find-notes.ts';
import { readIdentity } from './meta.ts';
import { livingFields } from './project.ts';
import { withReceipts } from './receipts.ts';
import { realSources, type Sources } from './sources.ts';
import { deleteNote } from './delete-note.ts';

/**
 * `kept`: how many stay, since they were changed or answered.
 * @param records as they were imported, what answers before what is answered
 */
export function takeImportBack(
  db: Store,
  records: readonly ImportedRecord[],
  sources: Sources = realSources,
): Promise<{ keys: string[]; kept: number }> {
  return db.write(async () => {
    const { user } = await readIdentity(db);
    const ids = records.map(({ id }) => id);
    const here = await withReceipts(db, await notesWithIds(db, ids));
    const notes = new Map(here.map((note) => [note.id, note]));
    const unsent = await unsentAmong(db, here);
    const answered = Map.groupBy(await answersTo(db, ids), ({ parent }) => parent);
    const keys = new Set<string>();
    const gone = new Set<Id>();
    let kept = 0;
    for (const { id, fields: imported } of records) {
      const note = notes.get(id);
      const fields = livingFields(note);
      if (!fields || note?.author !== user || fields.origin === undefined) continue;
      const hasAnswer = (answered.get(id) ?? []).some((answer) => !answer.row.deleted && !gone.has(answer.id));
      if (hasAnswer || !isAsImported(fields, imported)) {
        kept++;
        continue;
      }
      if (!unsent.has(id)) {
        const deleted = await deleteNote(db, id, sources);
        if (!deleted.ok) continue;
        for (const key of deleted.keys) keys.add(key);
      }
      gone.add(id);
    }
    // All at once, which takes a tenth of the time.
    const never = here.filter(({ id }) => unsent.has(id) && gone.has(id));
    for (const key of await deleteUnsent(db, never, sources)) keys.add(key);
    return { keys: [...keys], kept };
  });
}

function isAsImported(fields: AnnotationFields, imported: AnnotationFields): boolean {
  return saidBy(fields) === saidBy({ ...imported, text: onlyOf(imported.text, () => false) });
}
