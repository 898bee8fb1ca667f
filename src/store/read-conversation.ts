/** Everything one screen needs to show the notes of one document. */
import type { Id } from '../core/id.ts';
import type { ReactionRow } from '../core/record.ts';
import type { Conversation } from '../protocol/from-pages.ts';
import { comingGroups } from './coming-groups.ts';
import type { Store } from './database.ts';
import type { Readable } from './readable.ts';
import { answersTo, notesByKey, notesWithIds } from './find-notes.ts';
import { fetchingGroups } from './opened-documents.ts';
import { readContext } from './read-context.ts';
import { reactionsTo } from './reactions.ts';
import { withReceipts } from './receipts.ts';
import type { StoredAnnotation } from './records.ts';

/**
 * Also fit for `liveQuery`.
 * @param keys the document's (core/document.ts)
 * @param withMuted has notes of muted people shown too
 */
export function readConversation(db: Readable, keys: readonly string[], withMuted = false): Promise<Conversation> {
  return db.read(async () => {
    // Side by side: the popup waits for nothing else.
    const [{ heard, context }, { records, reactions }, wanted, coming] = await Promise.all([
      readContext(db, withMuted),
      withReactions(db, (beside) => recordsOf(db, keys, beside)),
      fetchingGroups(db, keys),
      comingGroups(db),
    ]);
    const { notes, muted } = await heard(records, reactions);
    const on = new Set([...wanted, ...coming]);
    const fetching = context.groups.flatMap(({ id, name }) => (on.has(id) ? [name] : []));
    return { ...context, notes, ...(muted > 0 && { muted }), ...(fetching.length > 0 && { fetching }) };
  });
}

/**
 * As much of it as can be seen at first: of a document with a thousand notes, all of them take a fifth of a second.
 * @param ids of notes of the document with the answers below them; those of other documents are passed over
 */
export function readPart(db: Store, keys: readonly string[], ids: readonly Id[]): Promise<Conversation> {
  return db.read(async () => {
    const [{ heard, context }, { records, reactions }] = await Promise.all([
      readContext(db),
      withReactions(db, (beside) => partOf(db, { keys, ids }, beside)),
    ]);
    const { notes } = await heard(records, reactions);
    return { ...context, notes, partial: true };
  });
}

/** Is asked to read what belongs to some notes while others are on their way. */
type Beside = (level: readonly StoredAnnotation[]) => Promise<void>;

async function withReactions(db: Readable, read: (beside: Beside) => Promise<StoredAnnotation[]>) {
  const reactions = new Map<Id, ReactionRow[]>();
  const records = await read(async (level) => {
    for (const [id, given] of await reactionsTo(db, level)) reactions.set(id, given);
  });
  return { records, reactions };
}

/**
 * The living and deleted notes of a document with all answers below them, oldest first.
 * @param beside is asked to read what belongs to the notes, then to the answers to these, and so on, while the next answers
 * are on their way
 */
export async function recordsOf(
  db: Readable,
  keys: readonly string[],
  beside: Beside = () => Promise.resolve(),
): Promise<StoredAnnotation[]> {
  const byKey = await Promise.all([...new Set(keys)].map((key) => notesByKey(db, key)));
  return withAnswers(db, byKey.flat(), beside);
}

/** Side by side too: the answers are asked for before it is known that the notes are of this document. */
async function partOf(
  db: Store,
  { keys, ids }: { keys: readonly string[]; ids: readonly Id[] },
  beside: Beside,
): Promise<StoredAnnotation[]> {
  const [found, answers] = await Promise.all([notesWithIds(db, ids), answersTo(db, ids)]);
  const roots = (await withReceipts(db, found)).filter((note) => note.keys.some((key) => keys.includes(key)));
  const known = new Set(roots.map(({ id }) => id));
  const isBelow = ({ parent }: StoredAnnotation): boolean => parent !== undefined && known.has(parent);
  return withAnswers(db, [...roots, ...answers.filter(isBelow)], beside);
}

async function withAnswers(db: Readable, notes: StoredAnnotation[], beside: Beside): Promise<StoredAnnotation[]> {
  const found = new Map<string, StoredAnnotation>();
  let level = notes;
  while (level.length > 0) {
    const fresh = level.filter(({ id }) => !found.has(id));
    for (const record of fresh) found.set(record.id, record);
    const ids = fresh.map(({ id }) => id);
    // An answer may name another address of the same document than the one asked for.
    [level] = await Promise.all([answersTo(db, ids), beside(fresh)]);
  }
  return [...found.values()].sort((a, b) =>
    a.row.created < b.row.created ? -1 : a.row.created > b.row.created ? 1 : 0,
  );
}
