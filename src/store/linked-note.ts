/**
 * A note that a link names, and the tab that goes to its page: remembered here, since the worker that let it go may be gone
 * when the page is there.
 */
import type { Id } from '../core/id.ts';
import type { Store } from './database.ts';
import { noteOf } from './find-notes.ts';
import type { Expected } from './records.ts';

/** `passage` is the first note of its thread, which has the place in the page. */
export type LinkedNote = { note: Id; passage: Id; url: string; keys: string[] };

/** How far up a thread its first note is looked for. */
const MAX_STEPS = 100;
/** How long a page may take to come, a sign-in on the way included. */
const PATIENCE_MS = 10 * 60_000;
/** A tab that is at the link again so soon was sent back by the page. */
const SENT_BACK_MS = 10_000;

/** Null where it is not here, is deleted, or belongs to a page that no link can open. */
export async function linkedNote(db: Store, id: Id): Promise<LinkedNote | null> {
  return db.read(async () => {
    const found = await noteOf(db, id);
    if (!found || found.row.deleted || !/^https?:/i.test(found.row.fields.target.source)) return null;
    const { source } = found.row.fields.target;
    let passage = found;
    for (let step = 0; passage.parent !== undefined && step < MAX_STEPS; step++) {
      const above = await noteOf(db, passage.parent);
      if (!above || above.row.deleted) break;
      passage = above;
    }
    return { note: id, passage: passage.id, url: source, keys: [...new Set([...found.keys, ...passage.keys])] };
  });
}

/** The tab is on its way to the note's page. */
export function expectNote(db: Store, tab: number, { note, passage, keys }: LinkedNote, now: number): Promise<void> {
  return db.transaction('rw', db.meta, async () => {
    const others = (await expected(db)).filter((one) => one.tab !== tab && one.until > now);
    await db.meta.put({ key: 'expected', tabs: [...others, { tab, note, passage, keys, until: now + PATIENCE_MS }] });
  });
}

/** Whether the tab has just gone to the note's page and has not come there: the page sends it back, which would have no end. */
export async function isSentBack(db: Store, tab: number, note: Id, now: number): Promise<boolean> {
  const since = (until: number): number => now - (until - PATIENCE_MS);
  return (await expected(db)).some((one) => one.tab === tab && one.note === note && since(one.until) < SENT_BACK_MS);
}

/** What the tab came for, if this is the page; told once. */
export async function takeExpected(
  db: Store,
  tab: number,
  keys: readonly string[],
  now: number,
): Promise<Pick<LinkedNote, 'note' | 'passage'> | null> {
  const isMeant = (one: Expected): boolean =>
    one.tab === tab && one.until > now && keys.some((key) => one.keys.includes(key));
  // Asked with every page that is opened: nothing is locked for it.
  if (!(await expected(db)).some(isMeant)) return null;
  return db.transaction('rw', db.meta, async () => {
    const all = await expected(db);
    await db.meta.put({ key: 'expected', tabs: all.filter((one) => !isMeant(one)) });
    return all.find(isMeant) ?? null;
  });
}

/** What did not come in time. */
export async function forgetExpected(db: Store, now: number): Promise<void> {
  const isDue = ({ until }: Expected): boolean => until <= now;
  if (!(await expected(db)).some(isDue)) return;
  await db.transaction('rw', db.meta, async () => {
    await db.meta.put({ key: 'expected', tabs: (await expected(db)).filter((one) => !isDue(one)) });
  });
}

async function expected(db: Store): Promise<Expected[]> {
  const row = await db.meta.get('expected');
  return row?.key === 'expected' ? row.tabs : [];
}
