/**
 * What there is beside the page in front: other pages of its site, and the pages that the reader's groups write on now. All
 * of it is looked up on this device, so nobody learns what is looked at, and it is there offline.
 */
import { documentKey } from '../core/document.ts';
import { siteOf } from '../core/document/site.ts';
import { type DocumentNotes, groupByDocument } from '../core/documents.ts';
import { idRanges } from '../core/id.ts';
import { mutedTest } from '../core/muting.ts';
import type { Store } from './database.ts';
import { notesByKey } from './find-notes.ts';
import { readIdentity } from './meta.ts';
import { readMuted } from './muted-people.ts';
import { newestDocuments, type Place } from './newest-documents.ts';
import { reactionsTo } from './reactions.ts';
import { type Context, type Reading, readContext } from './read-context.ts';
import type { StoredAnnotation } from './records.ts';

/** A page with all that this reader hears on it. `address` leads there, null if no note says one of the page's own. */
export type PageOfNotes = DocumentNotes & { address: string | null };

export type Commons = {
  /** What the site of the page in front is called; null if it has none. */
  site: string | null;
  /** The page written on last comes first. */
  elsewhere: PageOfNotes[];
  /** Pages that somebody has written on lately in a group of the reader's: those of others first. */
  now: PageOfNotes[];
  /** Hidden on these pages; where all of a page is, the page is not here and they are not counted. */
  muted: number;
};

/** More pages of each kind are not shown. */
export const MOST_PAGES = 20;
const HOUR = 60 * 60_000;
/** What "now" means; longer than a week between two meetings of a class. */
export const LATELY = 14 * 24 * HOUR;
/** Clocks of others may be fast. A note that says to be later still is not of now. */
const FAST = HOUR;

export type CommonsAsked = { keys: readonly string[]; withMuted?: boolean };

/**
 * Also fit for `liveQuery`.
 * @param keys of the document in front, its own first (core/document.ts); empty for a page that has none
 */
export function readCommons(db: Store, { keys, withMuted = false }: CommonsAsked, now = Date.now()): Promise<Commons> {
  return db.read(async () => {
    const reading = await readContext(db, withMuted);
    const { context } = reading;
    const site = siteOf(keys[0] ?? '');
    const groups = new Set(context.groups.map(({ id }) => id));
    const isMuted = mutedTest(withMuted ? [] : await readMuted(db));
    const isElsewhere = (note: StoredAnnotation): boolean =>
      groups.has(note.group) && !isMuted(note) && !meet(note.keys, keys);
    const onSite = (key: string): boolean => site !== null && key.startsWith(site.prefix);

    const near = site
      ? await newestDocuments(
          db,
          [() => placeOf(db, site.prefix)],
          (note) => isElsewhere(note) && note.keys.some(onSite),
          MOST_PAGES,
        )
      : [];
    const elsewhere = await pagesAt(db, reading, near);
    const far = await lately(db, now, (note) => isElsewhere(note) && !note.keys.some(onSite), context);
    const since = new Date(now - LATELY).toISOString();
    const read = await pagesAt(db, reading, far);
    return {
      site: site?.name ?? null,
      elsewhere: elsewhere.pages.filter((page) => !meet(page.keys, keys)).slice(0, MOST_PAGES),
      now: othersFirst(read.pages, since).slice(0, MOST_PAGES),
      muted: elsewhere.muted + read.muted,
    };
  });
}

async function placeOf(db: Store, prefix: string): Promise<Place> {
  const [ids, shelves] = await Promise.all([
    db.annotations.where('keys').startsWith(prefix).primaryKeys(),
    db.shelves.where('keys').startsWith(prefix).primaryKeys(),
  ]);
  return { ids: [...new Set(ids)], shelves };
}

/** Documents of the last days by the notes of others; where these are few, by the reader's own ones too. */
async function lately(
  db: Store,
  now: number,
  isElsewhere: (note: StoredAnnotation) => boolean,
  { groups }: Context,
): Promise<string[][]> {
  const { user } = await readIdentity(db);
  const mine = new Set(await db.annotations.where('author').equals(user).primaryKeys());
  const shared = new Set(groups.flatMap(({ id, personal }) => (personal ? [] : [id])));
  const since = new Date(now - LATELY).toISOString();
  const until = new Date(now + FAST).toISOString();
  const counts = (note: StoredAnnotation): boolean =>
    shared.has(note.group) && note.row.created >= since && note.row.created <= until && isElsewhere(note);
  const within = (span: number, own: boolean) => async (): Promise<Place> => {
    const { ids, shelves } = await placeSince(db, now - span, now + FAST);
    return { ids: ids.filter((id) => mine.has(id) === own), shelves };
  };
  const others = await newestDocuments(
    db,
    [within(HOUR, false), within(24 * HOUR, false), within(LATELY, false)],
    (note) => note.author !== user && counts(note),
    MOST_PAGES,
  );
  if (others.length >= MOST_PAGES) return others;
  return [...others, ...(await newestDocuments(db, [within(LATELY, true)], counts, MOST_PAGES))];
}

async function placeSince(db: Store, from: number, to: number): Promise<Place> {
  const ranges = idRanges(from, to);
  const [ids, shelves] = await Promise.all([
    Promise.all(
      ranges.map(([first, last]) => db.annotations.where(':id').between(first, last, true, true).primaryKeys()),
    ),
    Promise.all(ranges.map(([first, last]) => db.shelves.where('ids').between(first, last, true, true).primaryKeys())),
  ]);
  return { ids: ids.flat(), shelves: shelves.flat() };
}

/**
 * The pages with these keys and all their notes. An answer written at another address of a page than all these may be
 * missing in its counts; the page itself shows it.
 */
async function pagesAt(
  db: Store,
  { heard }: Reading,
  documents: readonly string[][],
): Promise<{ pages: PageOfNotes[]; muted: number }> {
  const keys = [...new Set(documents.flat())];
  const found = (await Promise.all(keys.map((key) => notesByKey(db, key)))).flat();
  const records = [...new Map(found.map((note) => [note.id, note])).values()];
  const { notes, muted } = await heard(records, await reactionsTo(db, records));
  const pages = groupByDocument(
    notes.sort((a, b) => (a.created < b.created ? -1 : a.created > b.created ? 1 : 0)),
  ).filter((page) => page.notes.some((note) => note.muted !== 'hidden'));
  return { pages: pages.map((page) => ({ ...page, address: addressOf(page) })), muted };
}

/** A note's address is its writer's word: it is followed only where it is one of the document's own. */
function addressOf({ notes, keys }: DocumentNotes): string | null {
  for (const { target } of notes.toReversed()) {
    const key = /^https?:/.test(target.source) ? documentKey(target.source) : null;
    if (key !== null && keys.includes(key)) return target.source;
  }
  return null;
}

function othersFirst(pages: readonly PageOfNotes[], since: string): PageOfNotes[] {
  const lastOfOthers = ({ notes }: PageOfNotes): string =>
    notes.reduce(
      (last, { mine, muted, created }) => (mine || muted === 'hidden' || created < last ? last : created),
      '',
    );
  return pages
    .map((page) => ({ page, last: lastOfOthers(page) }))
    .map(({ page, last }) => ({ page, last: last >= since ? last : '' }))
    .sort((a, b) => (a.last < b.last ? 1 : a.last > b.last ? -1 : 0))
    .map(({ page }) => page);
}

function meet(some: readonly string[], others: readonly string[]): boolean {
  return some.some((key) => others.includes(key));
}
