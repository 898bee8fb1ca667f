/** The notes of the page, asked of the background again whenever it says that something changed. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ContextGone } from '../platform/context-gone.ts';
import type { ExtensionEvent } from '../protocol/events.ts';
import type { Conversation } from '../protocol/from-pages.ts';
import { painted } from '../ui/painted.ts';
import type { Ports } from './ports.ts';

export type Reading = {
  /** The last one read, `partial` at first where it is long; stays while the next is read, also when that fails. */
  conversation: Conversation | null;
  problem: 'none' | 'failed' | 'gone';
  refresh: () => void;
};

/**
 * @param keys of the document; null until the page has said what it is. Must be stable between renders.
 * @param withMuted reads notes of muted people too
 */
export function useConversation(
  { call, first, events }: Pick<Ports, 'call' | 'first' | 'events'>,
  keys: readonly string[] | null,
  withMuted: boolean,
): Reading {
  const [conversation, setConversation] = useState<Conversation | null>(null);
  const [problem, setProblem] = useState<Reading['problem']>('none');
  const reader = useRef<(() => void) | null>(null);
  const muted = useRef(withMuted);

  useLayoutEffect(() => {
    if (!keys) return undefined;
    const life = new AbortController();
    setConversation(null);
    const ask = () => call('conversation.read', { keys: [...keys], ...(muted.current && { withMuted: true }) });
    const read = coalesce(async () => {
      try {
        const ahead = muted.current ? null : first(keys);
        let early = ahead && (await ahead);
        for (let isWhole = false; !isWhole && !life.signal.aborted;) {
          const answer = early ?? (await ask());
          if (life.signal.aborted) return;
          setConversation(answer);
          setProblem('none');
          isWhole = answer.partial !== true && early === null;
          early = null;
          if (!isWhole) await painted();
        }
      } catch (error) {
        if (!life.signal.aborted) setProblem(error instanceof ContextGone ? 'gone' : 'failed');
      }
    });
    reader.current = read;
    events((event) => {
      if (concerns(event, keys)) read();
    }, life.signal);
    read();
    return () => {
      life.abort();
      reader.current = null;
    };
  }, [call, first, events, keys]);

  const refresh = useCallback(() => reader.current?.(), []);
  useEffect(() => {
    if (muted.current === withMuted) return;
    muted.current = withMuted;
    refresh();
  }, [withMuted, refresh]);
  return { conversation, problem, refresh };
}

function concerns(event: ExtensionEvent, keys: readonly string[]): boolean {
  if (event.event === 'images' || event.event === 'keys') return false;
  return event.event === 'status' || event.keys === null || event.keys.some((key) => keys.includes(key));
}

/** Runs one at a time; calls that come meanwhile make one more run after it, so that the last state is seen. */
function coalesce(work: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    running = true;
    do {
      again = false;
      await work();
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
}
