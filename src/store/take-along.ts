/**
 * A device on which a guest wrote goes over to another account: the guest's private notes come along
 * as new notes of that account, and what they wrote in groups stays there under the guest's name. What they chose on the device stays.
 */
import type { AnnotationFields } from '../core/record.ts';
import type { Session } from '../protocol/sync.ts';
import { adoptAccount, startAnew, unsentWords } from './account.ts';
import { readBackups, updateBackups } from './backups.ts';
import type { Store } from './database.ts';
import { notesOfGroup } from './find-notes.ts';
import { imagesOf, keepForDraft } from './image-bytes.ts';
import { readIdentity } from './meta.ts';
import type { StoredAnnotation } from './records.ts';
import { freshId, instantOf, realSources, type Sources } from './sources.ts';
import { createNote } from './write-note.ts';

/** False, and nothing is done, while words are unsent: those in groups would be nobody's any more. */
export function adoptInstead(
  db: Store,
  endpoint: string,
  session: Session,
  sources: Sources = realSources,
): Promise<boolean> {
  return db.write(async () => {
    const { user, endpoint: former, personal } = await readIdentity(db);
    if (user === session.user.id && former === endpoint) return adoptAccount(db, endpoint, session);
    if ((await unsentWords(db)) > 0) return false;
    const notes = (await notesOfGroup(db, personal)).flatMap(livingOf);
    const [drafts, searches] = [await db.drafts.toArray(), await db.searches.toArray()];
    const chosen = (await db.meta.bulkGet(['layout', 'keys', 'muted', 'inbox'])).filter((row) => row !== undefined);
    const { isOn, of, everyDays, keep } = await readBackups(db);
    const pictures = await imagesOf(db, [...notes.map(({ fields }) => fields), ...drafts]);
    await startAnew(db, sources);
    for (const picture of pictures.values()) await keepForDraft(db, picture, sources.now());
    await db.drafts.bulkAdd(drafts);
    await db.searches.bulkAdd(searches);
    // What concerns the new account from now on is what is new to it, and its backups begin.
    const since = instantOf(sources);
    await db.meta.bulkAdd(chosen.map((row) => (row.key === 'inbox' ? { ...row, since } : row)));
    await updateBackups(db, { isOn, of, everyDays, keep });
    await writeAgain(db, notes, sources);
    return adoptAccount(db, endpoint, session);
  });
}

type Living = { id: string; created: string; fields: AnnotationFields };

function livingOf({ row }: StoredAnnotation): Living[] {
  return row.deleted ? [] : [{ id: row.id, created: row.created, fields: row.fields }];
}

/** With ids of their own: the endpoint knows the old ones as the guest's. */
async function writeAgain(db: Store, notes: readonly Living[], sources: Sources): Promise<void> {
  const { personal: group } = await readIdentity(db);
  const renamed = new Map<string, string>();
  const left = [...notes].sort((a, b) => a.created.localeCompare(b.created));
  // Answers come after what they answer, whatever the clocks of two devices said.
  const isNext = ({ fields: { parent } }: Living): boolean => parent === null || !left.some(({ id }) => id === parent);
  for (let next = left.find(isNext) ?? left[0]; next; next = left.find(isNext) ?? left[0]) {
    const { id, created, fields } = next;
    left.splice(left.indexOf(next), 1);
    const then = { ...sources, now: () => Date.parse(created) };
    const parent = (fields.parent !== null && renamed.get(fields.parent)) || null;
    const written = await createNote(db, { id: freshId(then), group, fields: { ...fields, parent } }, then);
    if (!written.ok) throw new Error(`a note could not be taken along: ${written.code}`);
    renamed.set(id, written.id);
  }
}
