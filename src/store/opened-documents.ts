/**
 * The documents opened on this device whose notes are held of a large group. One is wanted before it is
 * asked for, so that what comes live meanwhile is kept, and nothing of it is missed.
 */
import { documentHash } from '../core/document-hash.ts';
import type { Id } from '../core/id.ts';
import { PART_LIMITS } from '../protocol/parts.ts';
import type { Store } from './database.ts';
import type { Readable } from './readable.ts';
import { knownAmong } from './known-documents.ts';
import type { OpenedDocument } from './records.ts';
import { realSources, type Sources } from './sources.ts';

const DAY = 24 * 60 * 60_000;

/** Whether a visit to a document would change anything. The usual case, at every page that is opened, costs no writing. */
export async function isAwaited(db: Store, keys: readonly string[], sources: Sources = realSources): Promise<boolean> {
  return (await visit(db, keys, sources.now())).some(({ wanted, due }) => wanted.length + due.length > 0);
}

/**
 * A document is in front of the reader. Answers whether there is something to ask for. A visit is
 * noted once a day: it costs a writing, and no more is needed to know what was not opened for long.
 * @param keys of the document (core/document.ts)
 */
export async function wantDocument(
  db: Store,
  keys: readonly string[],
  sources: Sources = realSources,
): Promise<boolean> {
  const now = sources.now();
  if (!(await isAwaited(db, keys, sources))) return false;
  return db.write(async () => {
    // Looked at again: another tab may have been at the same place, or the reader have chosen otherwise.
    const visits = await visit(db, keys, now);
    for (const { group, wanted, due } of visits) {
      await db.opened.bulkPut([
        ...due.map((one) => ({ ...one, opened: now })),
        ...wanted.map((hash): OpenedDocument => ({ group, hash, opened: now, state: 'wanted' })),
      ]);
    }
    return visits.some(({ wanted }) => wanted.length > 0);
  });
}

type Visit = { group: Id; wanted: string[]; due: OpenedDocument[] };

/** By group: the document's names to be asked for, and those whose last visit was noted long ago. */
async function visit(db: Store, keys: readonly string[], now: number): Promise<Visit[]> {
  const visits: Visit[] = [];
  for (const group of await groupsByDocument(db)) {
    const hashes = keys.map((key) => documentHash(group, key));
    const opened = await openedAmong(db, group, hashes);
    const here = new Set(opened.map(({ hash }) => hash));
    const wanted = (await knownAmong(db, group, hashes)).filter((hash) => !here.has(hash));
    visits.push({ group, wanted, due: opened.filter((one) => one.opened < now - DAY) });
  }
  return visits;
}

/** The groups whose notes of a document are on their way. */
export async function fetchingGroups(db: Readable, keys: readonly string[]): Promise<Id[]> {
  const fetching: Id[] = [];
  for (const group of await groupsByDocument(db)) {
    const opened = await openedAmong(
      db,
      group,
      keys.map((key) => documentHash(group, key)),
    );
    if (opened.some(({ state }) => state === 'wanted')) fetching.push(group);
  }
  return fetching;
}

/**
 * The next document to ask for, by all of its names that are wanted; no more at once than one question may have.
 * @param except groups that cannot be asked now
 */
export async function nextWanted(
  db: Store,
  except: ReadonlySet<Id> = new Set(),
): Promise<{ group: Id; hashes: string[] } | null> {
  const agreed = new Set((await groupsByDocument(db)).filter((group) => !except.has(group)));
  const wanted = (await db.opened.where('state').equals('wanted').toArray()).filter(({ group }) => agreed.has(group));
  const [first] = wanted;
  if (!first) return null;
  const same = wanted.filter(({ group, opened }) => group === first.group && opened === first.opened);
  return { group: first.group, hashes: same.slice(0, PART_LIMITS.hashes).map(({ hash }) => hash) };
}

async function groupsByDocument(db: Readable): Promise<Id[]> {
  const holdings = await db.holdings.toArray();
  return holdings.flatMap(({ group, choice }) => (choice === 'opened' ? [group] : []));
}

async function openedAmong(db: Readable, group: Id, hashes: readonly string[]): Promise<OpenedDocument[]> {
  const found = await db.opened.bulkGet(hashes.map((hash): [string, string] => [group, hash]));
  return found.flatMap((one) => one ?? []);
}
