/**
 * When nods leave (ADR 0037). Whatever is taken leaves a place in the history that all can see, also where they may not see what is
 * there: next to something of the same person it would have a name. So nods leave alone, and some time after the last visible thing
 * of this device did. How long is left to chance, for a fixed time would be as good as none.
 */
import type { Store } from './database.ts';
import type { NodsWait } from './records.ts';
import type { Sources } from './sources.ts';

/** Milliseconds. */
const LEAST = 10_000;
const SPREAD = 30_000;
/** Who goes on writing does not keep them for ever; and no clock that was set back does. */
const MOST = 5 * 60_000;

/** A nod was given, or taken back, and is in the outbox. Runs inside a transaction. */
export async function nodWaits(db: Store, sources: Sources): Promise<void> {
  // What is left of others that were taken back before they left says nothing about this one.
  const before = (await countNods(db)) > 1 ? await readWait(db) : null;
  const until = before && before.until <= sources.now() + MOST ? before.until : 0;
  await db.meta.put({ key: 'nods', until: Math.max(until, later(sources)), first: before?.first ?? null });
}

/** Something else of this device has just come to the endpoint. Runs inside a transaction. */
export async function othersLeft(db: Store, sources: Sources): Promise<void> {
  const before = await readWait(db);
  if (!before) return;
  const first = before.first ?? sources.now();
  await db.meta.put({ key: 'nods', until: Math.min(later(sources), first + MOST), first });
}

/** Some of them have come to the endpoint. Runs inside a transaction. */
export async function nodsLeft(db: Store): Promise<void> {
  if ((await countNods(db)) === 0) await db.meta.delete('nods');
}

/** Runs inside a transaction over `meta`. */
export async function mayNodsLeave(db: Store, { now }: Sources): Promise<boolean> {
  const until = (await readWait(db))?.until ?? 0;
  return until <= now() || until > now() + MOST;
}

/** In how many milliseconds there is something to send that is not to be sent yet; null: there is nothing. */
export async function untilNodsLeave(db: Store, { now }: Sources): Promise<number | null> {
  const left = ((await readWait(db))?.until ?? 0) - now();
  return left > 0 && left <= MOST && (await countNods(db)) > 0 ? left : null;
}

function countNods(db: Store): Promise<number> {
  return db.outbox.filter(({ alone }) => alone === 1).count();
}

async function readWait(db: Store): Promise<NodsWait | null> {
  const row = await db.meta.get('nods');
  return row?.key === 'nods' ? row : null;
}

function later({ now, randomBytes }: Sources): number {
  const [high = 0, low = 0] = randomBytes(2);
  return now() + LEAST + Math.floor((SPREAD * (high * 256 + low)) / 65_536);
}
