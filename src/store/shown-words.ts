/**
 * The words of a note as its reader has them: those of a hidden note are in a record beside it (core/hiding.ts), and are taken
 * from there wherever they would go with it. All run inside a transaction.
 */
import { hiddenIn, withWords } from '../core/hiding.ts';
import type { AnnotationFields } from '../core/record.ts';
import type { Store } from './database.ts';
import { opsOf, pendingOf } from './enqueue.ts';
import { livingFields, project } from './project.ts';
import { reactionsTo } from './reactions.ts';
import type { StoredAnnotation } from './records.ts';

/** With what waits to change them on top, and nowhere that they are hidden. Undefined where there are none. */
export async function shownWords(db: Store, record: StoredAnnotation): Promise<AnnotationFields | undefined> {
  const { id, row, author } = record;
  if (row.deleted) return undefined;
  if (row.fields.hidden !== true) return row.fields;
  const hidden = hiddenIn((await reactionsTo(db, [record])).get(id) ?? []);
  const pending = opsOf(await pendingOf(db, id));
  if (!hidden && !pending.some((op) => op.act !== 'delete' && op.fields.text !== undefined)) return undefined;
  const under = { ...row, fields: withWords(row.fields, hidden ?? row.fields) };
  return livingFields({ ...record, row: project(under, pending, author) ?? under });
}

/** These notes are about to be deleted: their author's words of a hidden one stay with it, as those of another note do. */
export async function withShownWords(db: Store, records: readonly StoredAnnotation[]): Promise<StoredAnnotation[]> {
  const found: StoredAnnotation[] = [];
  for (const record of records.filter((one) => livingFields(one)?.hidden === true)) {
    const fields = await shownWords(db, record);
    if (fields && !record.row.deleted) found.push({ ...record, row: { ...record.row, fields } });
  }
  return found;
}
