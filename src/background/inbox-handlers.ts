/** What our own pages ask about what concerns the reader: marks, and whether the browser is to tell it. */
import type { fromPages } from '../protocol/from-pages.ts';
import type { Handlers } from '../protocol/method.ts';
import type { Sender } from '../platform/messages.ts';
import { chooseNotices, markRead } from '../store/inbox-marks.ts';
import { readInbox } from '../store/read-inbox.ts';
import type { Background } from './background.ts';

export type InboxHandlers = Pick<
  Handlers<typeof fromPages, Sender>,
  Extract<keyof typeof fromPages, `inbox.${string}`>
>;

export function inboxHandlers({ db, sources }: Background): InboxHandlers {
  return {
    'inbox.mark': async ({ entries, isRead }) => {
      await markRead(db, entries, isRead);
      return {};
    },
    'inbox.choose': async (notices) => {
      const unread = (await readInbox(db)).entries.filter((one) => !one.isRead);
      await chooseNotices(db, notices, unread, sources);
      return {};
    },
  };
}
