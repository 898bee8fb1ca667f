/** A draft on its way to the background's store: written a moment after typing, at once when the margin goes away. */
import type { DraftWords } from '../protocol/from-pages.ts';
import type { Ports } from './ports.ts';

const PAUSE_MS = 400;

export type Draft = {
  /** The words as they are now. */
  write(words: DraftWords): void;
  /** Sends what is not sent yet; answers whether all that was written is on disk. */
  flush(): Promise<boolean>;
  /** The words are saved as a note: nothing to keep. */
  forget(): Promise<boolean>;
};

/** @param key names the place the draft is for (draftKey) */
export function openDraft(call: Ports['call'], key: string, pause = PAUSE_MS): Draft {
  let unsent: DraftWords | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing = Promise.resolve(true);
  const flush = (): Promise<boolean> => {
    clearTimeout(timer);
    if (unsent === null) return writing;
    const words = unsent;
    unsent = null;
    // One after the other, so that an older text never lands on a newer one.
    writing = writing
      .then(() => send(call, key, words))
      .then((isKept) => {
        // Sent again with the next flush, unless there is something newer by then.
        if (!isKept) unsent ??= words;
        return isKept;
      });
    return writing;
  };
  return {
    write(words) {
      unsent = words;
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), pause);
    },
    flush,
    forget() {
      unsent = { text: '' };
      return flush();
    },
  };
}

async function send(call: Ports['call'], key: string, words: DraftWords): Promise<boolean> {
  try {
    await call('draft.write', { key, ...words });
    return true;
  } catch {
    return false;
  }
}
