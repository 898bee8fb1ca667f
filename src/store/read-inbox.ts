/** What concerns this reader, read from the notes on this device alone: for the background, and for a number beside a button. */
import type { Id } from '../core/id.ts';
import { inboxOf } from '../core/inbox.ts';
import type { Store } from './database.ts';
import { notesWithIds } from './find-notes.ts';
import { withMarks, type InboxEntry } from './inbox-marks.ts';
import { readIdentity } from './meta.ts';
import { notesOn } from './packed-notes.ts';
import { reactionsTo } from './reactions.ts';
import { readContext } from './read-context.ts';
import { withReceipts } from './receipts.ts';
import type { StoredAnnotation } from './records.ts';

/** What some notes have to do with the reader. */
type Told = {
  /** By the reader, or naming them; not in a group of one. */
  mine: Id[];
  /** With what they answer. */
  answers: [Id, Id][];
  /** With who wrote them. */
  deleted: [Id, Id][];
};

/** What shelves said, which never change: whoever reads more than once gives it again, and reads no shelf twice. */
export type ToldShelves = { me: Id; told: Map<number, Told> };

export type Inbox = {
  /** The newest first. */
  entries: InboxEntry[];
  /** Authors of deleted notes, by note. */
  deleted: Map<Id, Id>;
};

/** So many are read at once: in between others write. */
const NOTES = 500;

/** Also fit for `liveQuery`. */
export async function readInbox(
  db: Store,
  shelves: ToldShelves = { me: '', told: new Map<number, Told>() },
): Promise<Inbox> {
  const { user: me } = await readIdentity(db);
  const groups = await db.groups.toArray();
  const alone = new Set(groups.flatMap(({ id, row }) => (row.fields.personal ? [id] : [])));
  const tell = (records: readonly StoredAnnotation[]): Told => toldBy(records, me, alone);
  await readShelves(db, shelves, me, tell);
  // After the shelves: what leaves one is here then.
  const others: Told[] = [];
  for (let last = '', isMore = true; isMore;) {
    const slice = await db.annotations.where(':id').above(last).limit(NOTES).toArray();
    others.push(tell(slice));
    last = slice.at(-1)?.id ?? '';
    isMore = slice.length === NOTES;
  }
  const all = [...shelves.told.values(), ...others];
  const wanted = inThreadsOf(all);
  const near = [...shelves.told].flatMap(([n, { mine, answers }]) =>
    mine.length > 0 || answers.some(([id]) => wanted.has(id)) ? [n] : [],
  );
  const entries = await db.read(async () => {
    const { heard } = await readContext(db);
    const records = await withReceipts(db, await notesWithIds(db, [...wanted], near));
    const living = records.filter(({ row }) => !row.deleted);
    const own = living.filter(({ author }) => author === me);
    const { notes } = await heard(living, await reactionsTo(db, own));
    return withMarks(db, inboxOf(notes));
  });
  return { entries, deleted: new Map(all.flatMap(({ deleted }) => deleted)) };
}

/** How much of it is not read yet. */
export async function countUnread(db: Store): Promise<number> {
  return (await readInbox(db)).entries.filter(({ isRead }) => !isRead).length;
}

async function readShelves(
  db: Store,
  shelves: ToldShelves,
  me: Id,
  tell: (records: readonly StoredAnnotation[]) => Told,
): Promise<void> {
  const { told } = shelves;
  if (shelves.me !== me) told.clear();
  shelves.me = me;
  const here = new Set(await db.shelves.toCollection().primaryKeys());
  for (const n of told.keys()) if (!here.has(n)) told.delete(n);
  const fresh = [...here].filter((n) => !told.has(n));
  const step = Math.max(1, Math.floor(NOTES / db.shelfSize));
  for (let at = 0; at < fresh.length; at += step) {
    for (const shelf of await db.shelves.bulkGet(fresh.slice(at, at + step)))
      if (shelf?.n !== undefined) told.set(shelf.n, tell(notesOn(shelf)));
  }
}

function toldBy(records: readonly StoredAnnotation[], me: Id, alone: ReadonlySet<Id>): Told {
  const told: Told = { mine: [], answers: [], deleted: [] };
  for (const { id, group, author, parent, row } of records) {
    if (row.deleted) told.deleted.push([id, author]);
    else if (!alone.has(group)) {
      if (author === me || row.fields.text.includes(`(mention:${me})`)) told.mine.push(id);
      if (parent !== undefined) told.answers.push([id, parent]);
    }
  }
  return told;
}

/** The notes of the threads in which the reader wrote or is named: of a large group, few. */
function inThreadsOf(all: readonly Told[]): Set<Id> {
  const above = new Map(all.flatMap(({ answers }) => answers));
  const rootOf = rootFinder(above);
  const mine = all.flatMap((told) => told.mine);
  const roots = new Set(mine.map(rootOf));
  const wanted = new Set([...mine, ...roots]);
  if (roots.size > 0) for (const id of above.keys()) if (roots.has(rootOf(id))) wanted.add(id);
  return wanted;
}

/** Every note is walked over once; a ring of parents, which only a hostile client can make, ends where it began. */
function rootFinder(above: ReadonlyMap<Id, Id>): (id: Id) => Id {
  const known = new Map<Id, Id>();
  return (id) => {
    const path = new Set<Id>();
    let at = id;
    for (let next = above.get(at); next !== undefined && !known.has(at) && !path.has(at); next = above.get(at)) {
      path.add(at);
      at = next;
    }
    const root = known.get(at) ?? at;
    for (const one of path) known.set(one, root);
    return root;
  };
}
