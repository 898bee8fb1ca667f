/**
 * Takes imported notes in, some at a time: records and outbox entries of one part in one transaction. What is here already is
 * left as it is, so that a part can be sent again when its answer was lost.
 */
import type { Id } from '../core/id.ts';
import { imageIdsIn } from '../core/image.ts';
import type { ImportedRecord } from '../core/import/imported-record.ts';
import { onlyOf } from '../core/mentions.ts';
import { may } from '../core/permission.ts';
import type { AnnotationFields } from '../core/record.ts';
import type { Store } from './database.ts';
import { refuse } from './written.ts';
import { roleIn } from './role-in.ts';
import { addEntries, enqueueWords } from './enqueue.ts';
import { notesWithIds } from './find-notes.ts';
import { bringImages } from './image-bytes.ts';
import { assemble } from './project.ts';
import { readIdentity } from './meta.ts';
import { reassemble } from './reassemble.ts';
import { entryOf, packParcels } from './parcels.ts';
import type { PutOp } from './records.ts';
import { LEAST_FOR_IMPORTS } from './room.ts';
import { shelve } from './shelves.ts';
import { freshId, instantOf, realSources, type Sources } from './sources.ts';

/** `taken`: those that are new. The others are here: by this id, or as the note that they were exported from. */
export type Imported =
  | { ok: true; taken: Id[]; keys: string[] }
  | { ok: false; code: 'not_found' | 'forbidden' | 'invalid' };

/** @param records what is answered before what answers it */
export function importNotes(
  db: Store,
  { group, records }: { group: Id; records: readonly ImportedRecord[] },
  sources: Sources = realSources,
): Promise<Imported> {
  const take = async (): Promise<Imported> => {
    const { user } = await readIdentity(db);
    if (!may({ user, role: await roleIn(db, group) }, { verb: 'annotation.create' })) return refuse('forbidden');
    const asked = records.flatMap(({ id, former, fields }) => [id, former ?? [], fields.parent ?? []].flat());
    const here = new Map((await notesWithIds(db, [...new Set(asked)])).map((note) => [note.id, note]));
    const isLiving = (id: Id | null): boolean => id !== null && here.get(id)?.row.deleted === false;
    const wanted = records.filter(({ id, former }) => !isLiving(id) && !isLiving(former));
    const fresh = wanted.filter(({ id }) => !here.has(id));
    const known = new Set([...here.keys(), ...fresh.map(({ id }) => id)]);
    // Those without one are passed over: a wait for nothing, many times, would end the transaction.
    const shown = wanted.filter(({ fields }) => imageIdsIn(fields.text).length > 0);
    for (const { fields } of shown) await bringImages(db, { group, text: fields.text }, sources.now());
    const keys = await addAll(
      db,
      fresh.map((record) => putOf(record, { group, known }, sources)),
      { group, me: user },
      sources,
    );
    // Imported before and deleted since: asked for again, it comes back.
    const taken = fresh.map(({ id }) => id);
    for (const record of wanted.filter(({ id }) => here.has(id))) {
      const { fields } = putOf(record, { group, known }, sources);
      await enqueueWords(db, { id: record.id, group }, fields, sources);
      for (const key of await reassemble(db, [{ id: record.id }], sources)) keys.add(key);
      taken.push(record.id);
    }
    return { ok: true, taken, keys: [...keys] };
  };
  return db.write(take, records.length < db.shelfSize ? undefined : LEAST_FOR_IMPORTS);
}

/** Of notes that were never here nothing is to be looked up. Many at once stand on shelves, and wait in parcels. */
async function addAll(
  db: Store,
  ops: readonly NewNote[],
  { group, me }: { group: Id; me: Id },
  { now }: Sources,
): Promise<Set<string>> {
  const none = { base: null, epoch: null, refused: undefined, before: undefined };
  const notes = ops.flatMap((op) => assemble({ ...none, pending: [entryOf(op)], me, now: now() }) ?? []);
  if (ops.length < db.shelfSize) {
    await addEntries(
      db,
      ops.map((op) => entryOf(op)),
    );
    await db.annotations.bulkAdd(notes);
  } else {
    // Those are made ready while these are written.
    await Promise.all([packParcels(db, group, ops), shelve(db, notes)]);
  }
  return new Set(notes.flatMap(({ keys }) => keys));
}

type NewNote = PutOp & { fields: AnnotationFields };

function putOf(
  { id, at, fields }: ImportedRecord,
  { group, known }: { group: Id; known: ReadonlySet<Id> },
  sources: Sources,
): NewNote {
  const parent = fields.parent !== null && known.has(fields.parent) ? fields.parent : null;
  const { former: _, ...target } = fields.target;
  return {
    opId: freshId(sources),
    id,
    group,
    baseRev: 0,
    at: at ?? instantOf(sources),
    kind: 'annotation',
    act: 'put',
    // Nobody of the group was meant by a mention in another.
    fields: { ...fields, parent, text: onlyOf(fields.text, () => false), target },
  };
}
