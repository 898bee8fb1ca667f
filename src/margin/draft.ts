/** A draft on its way to the background's store: written a moment after typing, at once when the margin goes away. */
import type { Ports } from './ports.ts';

const PAUSE_MS = 400;

export type Draft = {
  /** The text as it is now. */
  write(text: string): void;
  /** Sends what is not sent yet; answers when it is on disk. */
  flush(): Promise<void>;
  /** The words are saved as a note: nothing to keep. */
  forget(): Promise<void>;
};

/** @param key names the place the draft is for (draftKey) */
export function openDraft(call: Ports['call'], key: string, pause = PAUSE_MS): Draft {
  let unsent: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = Promise.resolve();
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    if (unsent === null) return writing;
    const text = unsent;
    unsent = null;
    // One after the other, so that an older text never lands on a newer one.
    writing = writing.then(() => send(call, key, text));
    return writing;
  };
  return {
    write(text) {
      unsent = text;
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), pause);
    },
    flush,
    forget() {
      unsent = '';
      return flush();
    },
  };
}

async function send(call: Ports['call'], key: string, text: string): Promise<void> {
  try {
    await call('draft.write', { key, text });
  } catch {
    // The words are still on screen; the next keystroke writes them again.
  }
}
