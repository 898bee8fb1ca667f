/**
 * What a device that holds a group in part keeps of a stretch of its history, pulled or heard live:
 * everything about people, and of the notes what it holds already, what is about an opened document,
 * and what concerns its reader. All else passes by, so that the store does not fill.
 */
import { documentHash } from '../core/document-hash.ts';
import { presentKeys } from '../core/document.ts';
import type { Id } from '../core/id.ts';
import type { Row } from '../core/record.ts';
import type { Store } from './database.ts';
import { answersTo, noteOf, notesWithIds } from './find-notes.ts';
import { addKnown } from './known-documents.ts';
import { readIdentity } from './meta.ts';
import { isReaction } from './reactions.ts';
import type { StoredHolding } from './records.ts';

/**
 * `passed`: keys of documents whose notes pass by and may be asked for, if one of them is in front. `lacks`: an own answer,
 * written on another device, is to a note that passed by before. `bare`: notes that are kept from now on, and whose reactions may have
 * passed by before.
 */
export type PartOfRows = { kept: readonly Row[]; passed: string[]; lacks: boolean; bare: string[] };

/** Runs inside a writing transaction. @param rows of the holding's group */
export async function partOfRows(
  db: Store,
  { group, choice }: StoredHolding,
  rows: readonly Row[],
): Promise<PartOfRows> {
  if (choice === 'newest') return { kept: rows, passed: [], lacks: false, bare: await bareOf(db, rows) };
  const { user } = await readIdentity(db);
  const answered = new Set([
    ...rows.flatMap((row) => (row.author === user ? (parentOf(row) ?? []) : [])),
    ...(await answeredBefore(db, rows, user)),
  ]);
  const opened = new Set((await db.opened.where('group').equals(group).toArray()).map(({ hash }) => hash));
  const mine = new Set<string>();
  const kept: Row[] = [];
  const named: string[] = [];
  const passed: string[] = [];
  for (const row of rows.filter((one) => !isReaction(one))) {
    const names = row.kind === 'annotation' && !row.deleted ? namesOf(row) : [];
    named.push(...names);
    const isWanted = answered.has(row.id) || names.some((name) => opened.has(name));
    const concerns = row.author === user || row.kind !== 'annotation' || isWanted;
    if (row.author === user) mine.add(row.id);
    if (concerns || (await isHeld(db, row.id)) || (await answersMine(db, row, mine, user))) kept.push(row);
    else if (row.kind === 'annotation' && !row.deleted) passed.push(...presentKeys(row.fields.target.keys));
  }
  // Their note may stand behind them, if it was changed since.
  for (const row of rows.filter(isReaction)) if (await isAbout(db, row, kept)) kept.push(row);
  const lacks = await isOneMissing(
    db,
    answered,
    rows.map(({ id }) => id),
  );
  const bare = await bareOf(db, kept);
  if (choice !== 'opened') return { kept, passed: [], lacks, bare };
  await addKnown(db, group, named);
  return { kept, passed, lacks, bare };
}

/** A note can come after its answer: brought back by its author when everybody had forgotten that it was there. */
async function answeredBefore(db: Store, rows: readonly Row[], user: Id): Promise<Id[]> {
  const notes = rows.flatMap(({ id, kind, deleted }) => (kind === 'annotation' && !deleted ? [id] : []));
  return (await answersTo(db, notes)).flatMap(({ author, parent }) => (author === user ? (parent ?? []) : []));
}

/** A note that stands at its first place in the history has all reactions to it behind it. */
async function bareOf(db: Store, kept: readonly Row[]): Promise<string[]> {
  const moved = kept.flatMap(({ id, kind, deleted, rev }) =>
    kind === 'annotation' && !deleted && rev > 1 ? [id] : [],
  );
  const here = new Set((await notesWithIds(db, moved)).map(({ id }) => id));
  return moved.filter((id) => !here.has(id));
}

async function isOneMissing(db: Store, wanted: ReadonlySet<string>, come: readonly string[]): Promise<boolean> {
  const here = new Set(come);
  for (const id of wanted) if (!here.has(id) && !(await isHeld(db, id))) return true;
  return false;
}

function parentOf(row: Row): string | null {
  return row.kind === 'annotation' && !row.deleted ? row.fields.parent : null;
}

/** A reaction is held with its note. */
async function isAbout(db: Store, row: Row, kept: readonly Row[]): Promise<boolean> {
  if (row.kind !== 'reaction' || row.deleted) return (await db.reactions.get(row.id)) !== undefined;
  const { target } = row.fields;
  return kept.some(({ id }) => id === target) || (await isHeld(db, target));
}

/** The names that an endpoint knows a note's document by. */
export function namesOf({ group, fields }: Extract<Row, { kind: 'annotation'; deleted: false }>): string[] {
  return presentKeys(fields.target.keys).map((key) => documentHash(group, key));
}

async function isHeld(db: Store, id: string): Promise<boolean> {
  return (await noteOf(db, id)) !== undefined;
}

async function answersMine(db: Store, row: Row, mine: ReadonlySet<string>, user: string): Promise<boolean> {
  const parent = parentOf(row);
  return parent !== null && (mine.has(parent) || (await noteOf(db, parent))?.author === user);
}
