/**
 * What connects the popup to the store, which is read again whenever it changes, and to the background: a file of its own, fetched after
 * the first frame. Dexie and the schemas of all methods are more than all the views.
 */
import { backgroundCaller } from '../platform/rpc.ts';
import { fromPages } from '../protocol/from-pages.ts';
import { openStore } from '../store/database.ts';
import { watch } from '../store/live-query.ts';
import { readCommons } from '../store/read-commons.ts';
import { readConversation } from '../store/read-conversation.ts';
import { countUnread } from '../store/read-inbox.ts';
import type { Watching } from './ports.ts';

export const call = backgroundCaller('pages', fromPages);

/** Fails where the notes do not open. */
export async function startWatching(): Promise<Watching> {
  const store = openStore();
  await store.open();
  return {
    watchNotes: ({ keys, withMuted }, show, signal) =>
      watch(() => readConversation(store, keys, withMuted), show, signal),
    watchCommons: (asked, show, signal) => watch(() => readCommons(store, asked), show, signal),
    watchUnread: (show, signal) => watch(() => countUnread(store), show, signal),
  };
}
