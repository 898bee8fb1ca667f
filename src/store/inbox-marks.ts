/** What the reader of this device has read of what concerns them, and what they were told of. Never leaves it. */
import type { InboxItem } from '../core/inbox.ts';
import { NIGHT, type QuietHours } from '../core/quiet-hours.ts';
import type { Store } from './database.ts';
import type { InboxMemory } from './records.ts';
import { instantOf, type Sources } from './sources.ts';

export type InboxEntry = InboxItem & { isRead: boolean; isTold: boolean };
/** Whether the browser is to say it, and when not. */
export type Notices = { notify: boolean; quiet: QuietHours };

/**
 * From now on what comes is new; what was there before counts as read, as on a second device after its first sync. Cheap
 * where it has begun already.
 */
export async function beginInbox(db: Store, sources: Sources): Promise<void> {
  if (await db.meta.get('inbox')) return;
  await db.write(async () => {
    if (!(await db.meta.get('inbox'))) await db.meta.put(memoryOf(undefined, instantOf(sources)));
  });
}

export async function readNotices(db: Store): Promise<Notices> {
  const { notify, quiet } = await readMemory(db);
  return { notify, quiet };
}

/** What is unread when somebody asks to be told is not told at once. */
export function chooseNotices(
  db: Store,
  notices: Notices,
  unread: readonly InboxEntry[],
  sources: Sources,
): Promise<void> {
  return db.write(async () => {
    await db.meta.put({ ...(await readMemory(db)), ...notices });
    await markTold(db, unread, sources);
  });
}

/** Call it inside a transaction together with the reading of the notes. */
export async function withMarks(db: Store, items: readonly InboxItem[]): Promise<InboxEntry[]> {
  const { since } = await readMemory(db);
  const marks = new Map((await db.inbox.toArray()).map((mark) => [mark.id, mark]));
  return items.map((item) => {
    const { read = '', told, unread } = marks.get(item.id) ?? {};
    const isRead = unread === 1 ? false : item.at <= since || item.at <= read;
    return { ...item, isRead, isTold: isRead || (told !== undefined && item.at <= toldUntil(item, told)) };
  });
}

/** Read, or unread again. What comes later to the same matter (one more nod) is unread. */
export function markRead(db: Store, entries: readonly { id: string; at: string }[], isRead: boolean): Promise<void> {
  return db.write(async () => {
    const known = await db.inbox.bulkGet(entries.map(({ id }) => id));
    await db.inbox.bulkPut(
      entries.map(({ id, at }, index) => {
        const told = known[index]?.told ?? (isRead ? undefined : at);
        return { id, ...(told !== undefined && { told }), ...(isRead ? { read: at } : { unread: 1 as const }) };
      }),
    );
  });
}

/** Call it inside a transaction. */
export async function markTold(
  db: Store,
  entries: readonly Pick<InboxItem, 'id' | 'kind' | 'at'>[],
  sources: Sources,
): Promise<void> {
  const known = await db.inbox.bulkGet(entries.map(({ id }) => id));
  const now = instantOf(sources);
  await db.inbox.bulkPut(
    // When a nod was given, whoever gives it can say as they like.
    entries.map(({ id, kind, at }, index) => ({ ...known[index], id, told: kind === 'nods' && at < now ? now : at })),
  );
}

/** Nods to a note are told once a day at most: one can be taken back and given again without end. */
function toldUntil({ kind }: InboxItem, told: string): string {
  return kind === 'nods' ? new Date(Date.parse(told) + DAY).toISOString() : told;
}

const DAY = 24 * 60 * 60_000;

/** Before it has begun, everything counts as read. */
async function readMemory(db: Store): Promise<InboxMemory> {
  const row = await db.meta.get('inbox');
  return memoryOf(row?.key === 'inbox' ? row : undefined, END_OF_TIME);
}

const END_OF_TIME = '9999-12-31T23:59:59.999Z';

function memoryOf(row: InboxMemory | undefined, since: string): InboxMemory {
  return row ?? { key: 'inbox', since, notify: false, quiet: NIGHT };
}
