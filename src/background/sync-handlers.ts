/** What our own pages ask about sync and the list "not sent". */
import type { fromPages } from '../protocol/from-pages.ts';
import type { Handlers } from '../protocol/method.ts';
import type { Sender } from '../platform/messages.ts';
import { readConversation } from '../store/read-conversation.ts';
import { discardRefused, retryRefused } from '../store/refused.ts';
import { beginSyncing } from '../store/meta.ts';
import { announce, type Background } from './background.ts';

type Asked = 'sync.now' | `outbox.${string}`;
export type SyncHandlers = Pick<Handlers<typeof fromPages, Sender>, Extract<keyof typeof fromPages, Asked>>;

export function syncHandlers(background: Background): SyncHandlers {
  const { db, syncer, sources, tell } = background;
  return {
    'sync.now': async () => {
      if (await beginSyncing(db)) tell({ event: 'status' });
      await syncer.run();
      return (await readConversation(db, [])).sync;
    },
    'outbox.retry': async ({ note }) => {
      announce(background, await retryRefused(db, note, sources));
      return {};
    },
    'outbox.discard': async ({ note }) => {
      announce(background, await discardRefused(db, note, sources));
      return {};
    },
  };
}
