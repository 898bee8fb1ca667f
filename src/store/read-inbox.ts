/** What concerns this reader, read from the notes on this device alone: for the background, and for a number beside a button. */
import { inboxOf } from '../core/inbox.ts';
import type { Store } from './database.ts';
import { eachNote } from './find-notes.ts';
import { withMarks, type InboxEntry } from './inbox-marks.ts';
import { reactionsTo } from './reactions.ts';
import { readContext } from './read-context.ts';
import type { StoredAnnotation } from './records.ts';

/**
 * The newest first; also fit for `liveQuery`.
 * @param visit called with every note, deleted ones too, since all are read for it
 */
export function readInbox(
  db: Store,
  visit: (record: StoredAnnotation) => void = () => undefined,
): Promise<InboxEntry[]> {
  return db.read(async () => {
    const { heard, context } = await readContext(db);
    const { me } = context;
    const records = await concerning(db, me.id, visit);
    const reactions = await reactionsTo(
      db,
      records.filter(({ author }) => author === me.id),
    );
    return withMarks(db, inboxOf((await heard(records, reactions)).notes));
  });
}

/** How much of it is not read yet. */
export async function countUnread(db: Store): Promise<number> {
  return (await readInbox(db)).filter(({ isRead }) => !isRead).length;
}

/** The living notes of the threads in which I wrote or am named: of a large group, few. */
async function concerning(
  db: Store,
  me: string,
  visit: (record: StoredAnnotation) => void,
): Promise<StoredAnnotation[]> {
  const all = new Map<string, StoredAnnotation>();
  await eachNote(db, (record) => {
    visit(record);
    if (!record.row.deleted) all.set(record.id, record);
  });
  const rootOf = rootFinder(all);
  const roots = new Set<string>();
  for (const record of all.values()) if (concerns(record, me)) roots.add(rootOf(record));
  return [...all.values()].filter((record) => roots.has(rootOf(record)));
}

function concerns({ author, row }: StoredAnnotation, me: string): boolean {
  return author === me || (!row.deleted && row.fields.text.includes(`(mention:${me})`));
}

/** Every note is walked over once; a ring of parents, which only a hostile client can make, ends where it began. */
function rootFinder(all: ReadonlyMap<string, StoredAnnotation>): (record: StoredAnnotation) => string {
  const known = new Map<string, string>();
  return (record) => {
    const path: string[] = [];
    const seen = new Set<string>();
    let at = record;
    for (;;) {
      const above = at.parent === undefined ? undefined : all.get(at.parent);
      if (known.has(at.id) || seen.has(at.id) || !above) break;
      path.push(at.id);
      seen.add(at.id);
      at = above;
    }
    const root = known.get(at.id) ?? at.id;
    for (const id of path) known.set(id, root);
    return root;
  };
}
