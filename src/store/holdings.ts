/**
 * What this device holds of groups that are not simply held whole (ADR 0030): the question, and the
 * reader's answer. A change of it takes effect by the next pull, which reads the group anew.
 */
import type { HoldingChoice } from '../core/holding.ts';
import { ASK_FROM } from '../core/holding.ts';
import type { Id } from '../core/id.ts';
import type { Store } from './database.ts';
import { notesOfGroup } from './find-notes.ts';
import { readSync } from './meta.ts';
import { beginAnew } from './read-anew.ts';

/** The endpoint has said that the group is large: its reader is to be asked what to hold. */
export async function askAbout(db: Store, group: Id, size: { notes: number; bytes: number }): Promise<void> {
  await db.write(async () => {
    const { notes, bytes } = size;
    await db.holdings.put({ group, choice: 'ask', notes, bytes });
  });
}

/** Answers whether anything changed. Nothing is taken away before the next pull has what is to stay. */
export function chooseHolding(db: Store, group: Id, choice: HoldingChoice): Promise<boolean> {
  return db.write(async () => {
    const stored = await db.groups.get(group);
    if (!stored || stored.state === 'left' || stored.row.fields.personal) return false;
    const before = await db.holdings.get(group);
    if ((before?.choice ?? 'all') === choice) return false;
    const { notes, bytes } = before ?? { notes: (await notesOfGroup(db, group)).length, bytes: null };
    await forgetPart(db, group);
    const from = before?.from;
    await db.holdings.put({ group, choice, notes, bytes, ...(from !== undefined && { from }) });
    const cursor = await db.cursors.get(group);
    if (!cursor) return true;
    // What does not come again goes: it is not to be held, or was deleted and is not even remembered when it is read.
    await beginAnew(db, { group, epoch: (await readSync(db)).epoch ?? cursor.epoch, floor: 0 });
    return true;
  });
}

/** Runs inside a transaction: what was opened and known of it is learned anew, or not at all. The answer stays. */
export async function forgetPart(db: Store, group: Id): Promise<void> {
  await db.opened.where('group').equals(group).delete();
  await db.known.where('group').equals(group).delete();
}

export async function readAskFrom(db: Store): Promise<number> {
  const row = await db.meta.get('limits');
  return row?.key === 'limits' ? row.askFrom : ASK_FROM[0];
}

export async function setAskFrom(db: Store, askFrom: number): Promise<void> {
  await db.write(async () => {
    await db.meta.put({ key: 'limits', askFrom });
  });
}
