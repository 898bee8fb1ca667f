/** Which of the two ways the popup reads its notes by: the first time without Dexie (store/first-reading.ts), and from then on with it. */
import type { Conversation } from '../protocol/from-pages.ts';
import type { FirstReader } from '../store/first-reading.ts';
import { readConversation } from '../store/read-conversation.ts';
import { painted } from '../ui/painted.ts';
import type { Asked, Watching } from './ports.ts';

/**
 * @param first null where notes cannot be read so
 * @param start begins the other way; called once, after the first frame
 * @param fail hears that neither leads to notes
 */
export function reading(
  first: Promise<FirstReader | null>,
  start: () => Promise<Watching>,
  fail: (error: unknown) => void,
): Watching {
  let started: Promise<Watching> | undefined;
  const later = async (signal: AbortSignal, begin: (watching: Watching) => void): Promise<void> => {
    if (!started) {
      started = start();
      started.catch(fail);
      void first.then((reader) => reader?.close());
    }
    const watching = await started.catch(() => null);
    if (watching && !signal.aborted) begin(watching);
  };
  const watchNotes = async (...[asked, show, signal]: Parameters<Watching['watchNotes']>): Promise<void> => {
    const found = started ? null : await readFirst(first, asked);
    if (signal.aborted) return;
    if (found) {
      show(found);
      await painted();
    }
    await later(signal, (watching) => watching.watchNotes(asked, show, signal));
  };
  return {
    watchNotes: (...given) => void watchNotes(...given),
    watchCommons: (asked, show, signal) => void later(signal, (watching) => watching.watchCommons(asked, show, signal)),
    watchUnread: (show, signal) => void later(signal, (watching) => watching.watchUnread(show, signal)),
  };
}

async function readFirst(first: Promise<FirstReader | null>, { keys, withMuted }: Asked): Promise<Conversation | null> {
  try {
    const reader = await first;
    return reader && (await reader.read((db) => readConversation(db, keys, withMuted)));
  } catch (error) {
    console.error(error);
    return null;
  }
}
