/**
 * A note on its way to another group: its copy leaves first, and the original is deleted behind it. Where the copy is refused the original
 * stays where it was. Apart, since the move, the endpoint's answer and a further try all need it. Runs inside a transaction.
 */
import type { Id } from '../core/id.ts';
import { may } from '../core/permission.ts';
import { saidBy } from '../core/said-by.ts';
import type { Store } from './database.ts';
import { roleIn } from './role-in.ts';
import { answersTo, noteOf } from './find-notes.ts';
import { livingFields } from './project.ts';
import type { StoredAnnotation } from './records.ts';
import type { Sources } from './sources.ts';
import { deleteNote, restoreNote } from './delete-note.ts';

export type Move = { from: Id; to: Id };

/** The original of a refused copy, and what it said then. */
export type Stayed = { movedFrom: Id; originalSaid: string };

/** The code of a refused copy whose original is where it was. */
export const NOT_MOVED = 'not_moved';

/** Deletes a note of mine whose copy waits already, if it may leave by now; answers the document keys touched. */
export async function deleteBehind(db: Store, { from, to }: Move, sources: Sources): Promise<string[]> {
  const original = await noteOf(db, from);
  if (!original || !livingFields(original) || !(await mayLeave(db, original))) return [];
  const gone = await deleteNote(db, from, sources);
  await tie(db, { from, to });
  return gone.ok ? gone.keys : [];
}

/** The deletion leaves when the copy was answered, and the copy knows what it is of. */
export async function tie(db: Store, { from, to }: Move): Promise<void> {
  await db.outbox
    .where('id')
    .anyOf(from, to)
    .modify((entry) => {
      if (entry.id === to) entry.movedFrom = from;
      else if (entry.op.act === 'delete') entry.slot = to;
    });
}

/** A copy was refused: its original is here again, unless its words are here no more: null. `keys` of the documents touched. */
export async function keepOriginal(
  db: Store,
  from: Id | undefined,
  sources: Sources,
): Promise<{ keys: string[]; stayed: Stayed } | null> {
  const back = from === undefined ? null : await restoreNote(db, from, sources);
  if (from === undefined || !back?.ok) return null;
  return { keys: back.keys, stayed: { movedFrom: from, originalSaid: (await saidIn(db, from)) ?? '' } };
}

/** Moved once more: the original goes behind its copy, unless something was written into it since, which no copy has. */
export async function moveAgain(db: Store, to: Id, stayed: Partial<Stayed>, sources: Sources): Promise<string[]> {
  const { movedFrom: from, originalSaid } = stayed;
  if (from === undefined || (await saidIn(db, from)) !== originalSaid) return [];
  return deleteBehind(db, { from, to }, sources);
}

async function saidIn(db: Store, id: Id): Promise<string | undefined> {
  const fields = livingFields(await noteOf(db, id));
  return fields && saidBy(fields);
}

/** Whether I may delete it, and nobody is left with an answer to nothing. */
export async function mayLeave(db: Store, { id, group, author, base }: StoredAnnotation): Promise<boolean> {
  const answers = await answersTo(db, [id]);
  if (answers.some(({ row }) => !row.deleted)) return false;
  return base === null || may({ user: author, role: await roleIn(db, group) }, { verb: 'annotation.delete', author });
}
