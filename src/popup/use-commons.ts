/** What the popup reads of the store: the notes of the page in front, and then what there is beside it. */
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Conversation } from '../protocol/from-pages.ts';
import type { Commons } from '../store/read-commons.ts';
import { painted } from '../ui/painted.ts';
import type { PopupPorts } from './ports.ts';

export type Reading = {
  conversation: Conversation | null;
  /** Null until the page's own notes stand. */ commons: Commons | null;
};

/** @param keys of the document in front; undefined until it is known */
export function useCommons(ports: PopupPorts, keys: readonly string[] | undefined, withMuted: boolean): Reading {
  const [conversation, setConversation] = useState<Conversation | null>(null);
  const [commons, setCommons] = useState<Commons | null>(null);
  const name = keys?.join('\n');
  // Not after a frame, which would have nothing to show.
  useLayoutEffect(() => {
    if (keys === undefined) return undefined;
    const life = new AbortController();
    let hasBegun = false;
    const show = (read: Conversation): void => {
      setConversation(read);
      if (hasBegun) return;
      hasBegun = true;
      // What is in front is painted first: the other reading would keep it waiting.
      void readCommons();
    };
    const readCommons = async (): Promise<void> => {
      await painted();
      if (!life.signal.aborted) ports.watchCommons({ keys, withMuted }, setCommons, life.signal);
    };
    ports.watchNotes({ keys, withMuted }, show, life.signal);
    return () => life.abort();
    // The same names in a new list are the same document.
  }, [ports, name, withMuted]);
  return { conversation, commons };
}
