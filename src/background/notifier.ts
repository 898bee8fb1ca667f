/**
 * Tells the reader through the browser what concerns them, where they asked for it: several matters in one, and never in
 * the quiet hours, after which they are told together. It says who did what, and nothing of what was written: others can
 * read a notification over a shoulder, or on a locked screen.
 */
import type { InboxKind } from '../core/inbox.ts';
import { isQuiet } from '../core/quiet-hours.ts';
import { listOf } from '../platform/formats.ts';
import { plural, t } from '../platform/i18n.ts';
import type { Store } from '../store/database.ts';
import { beginInbox, markTold, readNotices, type InboxEntry } from '../store/inbox-marks.ts';
import { readInbox } from '../store/read-inbox.ts';
import type { Sources } from '../store/sources.ts';

export type Notification = { title: string; message: string };
export type NotifierPorts = { sources: Sources; show: (notification: Notification) => Promise<void> };

export class Notifier {
  readonly #db: Store;
  readonly #ports: NotifierPorts;
  /** Reading is dear in a large store: it is done only after something has changed, or the worker is new. */
  #mayBeNew = true;
  #isLooking = false;

  constructor(db: Store, ports: NotifierPorts) {
    this.#db = db;
    this.#ports = ports;
  }

  /** Notes changed. */
  changed(): void {
    this.#mayBeNew = true;
  }

  /** To be called every so often: what has come in between is told in one. */
  async look(): Promise<void> {
    const { sources, show } = this.#ports;
    await beginInbox(this.#db, sources);
    const { notify, quiet } = await readNotices(this.#db);
    if (!notify || !this.#mayBeNew || this.#isLooking || isQuiet(new Date(sources.now()), quiet)) return;
    this.#isLooking = true;
    this.#mayBeNew = false;
    try {
      const fresh = (await readInbox(this.#db)).entries.filter(({ isRead, isTold }) => !isRead && !isTold);
      if (fresh.length === 0) return;
      // Told twice is worse than told once too few: the list in the library has all of it.
      await this.#db.write(() => markTold(this.#db, fresh, sources));
      await show(notificationOf(fresh));
    } catch (error) {
      this.#mayBeNew = true;
      throw error;
    } finally {
      this.#isLooking = false;
    }
  }
}

function notificationOf(fresh: readonly InboxEntry[]): Notification {
  const [only] = fresh;
  if (only && fresh.length === 1) return { title: titleOf(only), message: only.note.group.name };
  const names = [...new Set(fresh.flatMap(({ by }) => (by?.name ? [by.name] : [])))].slice(0, 4);
  const groups = [...new Set(fresh.map(({ note }) => note.group.name))];
  return { title: plural('inboxNew', fresh.length), message: listOf(names.length > 0 ? names : groups) };
}

function titleOf({ kind, by, count }: InboxEntry): string {
  if (kind === 'nods') return plural('nodded', count);
  return t(SENTENCE[kind], by?.name || t('noteNoName'));
}

const SENTENCE = {
  mention: 'inboxMention',
  answer: 'inboxAnswer',
  reply: 'inboxReply',
  answered: 'inboxAnswered',
} as const satisfies Record<Exclude<InboxKind, 'nods'>, string>;
