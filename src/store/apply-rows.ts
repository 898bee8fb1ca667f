/**
 * Takes in what the endpoint sends of a group: rows and cursor in one transaction, so that the
 * cursor is never ahead of the rows. This device's waiting changes stay on top.
 */
import { imageIdsIn } from '../core/image.ts';
import type { AnnotationRow, GroupRow, MembershipRow, Row, Tombstone } from '../core/record.ts';
import type { Store } from './database.ts';
import { heldNotes } from './held-notes.ts';
import { offerImagesAgain } from './image-bytes.ts';
import { isPart } from './is-part.ts';
import { readIdentity } from './meta.ts';
import { adoptReactions, dropGivenBy, dropGone, isReaction } from './reactions.ts';
import { offerDifference } from './offer-again.ts';
import { partOfRows } from './part-of-rows.ts';
import type { Readable } from './readable.ts';
import { reassemble, type Change } from './reassemble.ts';
import type { StoredAnnotation } from './records.ts';
import { withShownWords } from './shown-words.ts';
import { realSources, type Sources } from './sources.ts';
import { wantImages } from './wanted-images.ts';

/** A stretch of a group's history: the rows after `after` up to `cursor`. */
export type Stretch = {
  group: string;
  after: number;
  cursor: number;
  epoch: string;
  rows: readonly Row[];
  floor?: number;
};

/**
 * `gap`: rows before these are missing here, so nothing was stored. `known`: nothing in it is new. `lacks`: something else
 * is to be asked for (part-of-rows.ts).
 */
export type Applied =
  | { status: 'stored'; keys: string[]; membersChanged: boolean; lacks: boolean }
  | { status: 'gap' | 'known' };

export function applyRows(db: Store, stretch: Stretch, sources: Sources = realSources): Promise<Applied> {
  const { group, after, cursor, epoch } = stretch;
  const rows = stretch.rows.filter((row) => row.group === group);
  return db.write(async (): Promise<Applied> => {
    const held = await db.cursors.get(group);
    const at = held?.epoch === epoch ? held.cursor : 0;
    if (after > at) return { status: 'gap' };
    if ((await db.groups.get(group))?.state === 'left') return { status: 'known' };
    if (held?.epoch === epoch && cursor <= at) return { status: 'known' };

    const holding = await db.holdings.get(group);
    const { kept, passed, lacks, bare } = isPart(holding)
      ? await partOfRows(db, holding, rows)
      : { kept: rows, passed: [], lacks: false, bare: [] };
    if (lacks) await db.holdings.update(group, { lacks: cursor });
    if (bare.length > 0) await db.holdings.update(group, { bare: [...new Set([...(holding?.bare ?? []), ...bare])] });
    const keys = await adoptAnnotations(db, kept.flatMap(annotationOf), epoch, sources);
    await wantImages(db, kept);
    // Also of notes that pass by: a reaction of one's own may be here without its note.
    if (kept !== rows) await dropGone(db, rows.flatMap(annotationOf), epoch);
    let others = 0;
    // Before the reactions: whose count is for them to tell.
    for (const row of rows.flatMap(otherOf)) if (await adoptOther(db, row, epoch, keys)) others++;
    for (const key of await adoptReactions(db, kept.filter(isReaction), epoch)) keys.add(key);
    // A reading from the beginning meets no purged tombstone.
    const floor = after === 0 ? stretch.floor : held?.floor;
    const anew = held?.anew;
    const known = { ...(floor !== undefined && { floor }), ...(anew && { anew }) };
    await db.cursors.put({ group, cursor, epoch, offer: held?.offer ?? 0, ...known });
    return {
      status: 'stored',
      keys: [...keys, ...passed],
      membersChanged: others > 0,
      lacks: lacks || bare.length > 0,
    };
  });
}

/**
 * Takes in a single record without touching the cursor: what a push was answered. A note is
 * shown anew even if the answer is no news, since its operation has left. Runs inside a transaction.
 */
export async function adoptRow(db: Store, row: Row, epoch: string, sources: Sources): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const other of otherOf(row)) await adoptOther(db, other, epoch, keys);
  if (keys.size > 0) return keys;
  if (isReaction(row)) return adoptReactions(db, [row], epoch);
  return adoptAnnotations(db, annotationOf(row), epoch, sources, [row.id]);
}

function annotationOf(row: Row): (AnnotationRow | Tombstone)[] {
  return row.kind === 'annotation' ? [row] : [];
}

/**
 * Chosen before the loop: Dexie loses a transaction in which a hundred times in a row something
 * is awaited that does not touch the database (https://github.com/dexie/Dexie.js/issues/1186).
 */
function otherOf(row: Row): (GroupRow | MembershipRow)[] {
  // A group is never deleted, a membership changes its status.
  return row.deleted || row.kind === 'annotation' || row.kind === 'reaction' ? [] : [row];
}

/** Takes in notes and tombstones; those in `always` are shown anew even where the row is no news. Runs inside a transaction. */
export async function adoptAnnotations(
  db: Store,
  rows: readonly (AnnotationRow | Tombstone)[],
  epoch: string,
  sources: Sources,
  always: readonly string[] = [],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  // Of a note that is told of twice, the later word holds.
  const told = new Map(rows.map((row) => [row.id, row]));
  const meant = new Set(always);
  const held = await heldNotes(db, [...told.keys()], (note) => {
    const row = told.get(note.id);
    return meant.has(note.id) || row === undefined || isNews(row, note, epoch);
  });
  const deleted = [...held.values()].filter(({ id }) => told.get(id)?.deleted === true);
  for (const record of await withShownWords(db, deleted)) held.set(record.id, record);
  await dropGone(db, rows, epoch);
  const newer = [...told.values()].filter((row) => isNews(row, held.get(row.id), epoch));
  const changes = newer.map((row): Change => ({ id: row.id, base: { row, epoch } }));
  const changed = new Set(newer.map(({ id }) => id));
  const others = always.filter((id) => !changed.has(id)).map((id): Change => ({ id }));
  const keys = await reassemble(db, [...changes, ...others], sources, held);
  const { user } = await readIdentity(db);
  for (const row of newer) {
    const before = held.get(row.id);
    if (!row.deleted && isMadeAnew(row, before)) {
      const shown = imageIdsIn(row.fields.text);
      if (shown.length > 0) await offerImagesAgain(db, row.group, shown);
    }
    const isOlderLife = before?.base && before.epoch !== epoch && before.author === user;
    if (before && isOlderLife) for (const key of await offerDifference(db, before, row, sources)) keys.add(key);
  }
  return keys;
}

/** A note that was gone, or never here, and not one whose first answer is still under way. */
function isMadeAnew(row: AnnotationRow, before: StoredAnnotation | undefined): boolean {
  if (!before) return true;
  const { base } = before;
  return base !== null && (base.deleted || base.created !== row.created);
}

/**
 * Places in the history count within one life of the endpoint's database; after a restore its word
 * is new. Revisions would not do: a note whose tombstone was purged begins again with the first one. Of a group that is
 * read anew, what is known is told again and is there still.
 */
function isNews(row: AnnotationRow | Tombstone, held: StoredAnnotation | undefined, epoch: string): boolean {
  return !held?.base || held.epoch !== epoch || row.seq > held.base.seq || held.stale === 1;
}

/** @param keys document keys touched are put into it */
async function adoptOther(
  db: Store,
  row: GroupRow | MembershipRow,
  epoch: string,
  keys: Set<string>,
): Promise<boolean> {
  if (row.kind === 'group') {
    const held = await db.groups.get(row.id);
    if (held?.epoch === epoch && held.row.rev > row.rev) return false;
    await db.groups.put({ id: row.id, row, state: 'joined', epoch });
    return true;
  }
  const { group, id } = row;
  const { member } = row.fields;
  const held = await db.memberships.get([group, member]);
  if (held?.id === id && held.row.rev > row.rev) return false;
  await db.memberships.put({ group, member, id, row });
  if (row.fields.erased === true) for (const key of await dropGivenBy(db, group, member)) keys.add(key);
  return true;
}

/** How far this device has come in a group, in the given life of the endpoint's database. */
export async function cursorOf(db: Readable, group: string, epoch: string): Promise<number> {
  const held = await db.cursors.get(group);
  return held?.epoch === epoch ? held.cursor : 0;
}
