/**
 * Reading again whenever what was read has changed, from whichever context of the extension; not more often than the
 * reader can bear. During a first sync every page would otherwise be followed by a reading of all there is.
 */
import { liveQuery, type Subscription } from 'dexie';

/** Milliseconds between two readings. */
const PAUSE = 250;
/** How much longer than a reading the pause after it is, at least: three quarters of the time are left to others. */
const REST = 3;

export type WatchClock = {
  now: () => number;
  /** Answers how to take it back. */
  later: (run: () => void, milliseconds: number) => () => void;
};

const realClock: WatchClock = {
  now: () => performance.now(),
  later: (run, milliseconds) => {
    const timeout = setTimeout(run, milliseconds);
    return () => clearTimeout(timeout);
  },
};

/** `pause`: milliseconds between two readings at least, where nobody waits for what is read. */
export type WatchOptions = { fail?: (error: unknown) => void; clock?: WatchClock; pause?: number };

/** Calls back at once and after changes, the last of which is never missed, until the signal is aborted. */
export function watch<T>(
  read: () => Promise<T>,
  show: (value: T) => void,
  signal: AbortSignal,
  { fail = console.error, clock: { now, later } = realClock, pause = PAUSE }: WatchOptions = {},
): void {
  let subscription: Subscription | null = null;
  let cancel: (() => void) | null = null;
  let nextAt = 0;
  const begin = (): void => {
    cancel = null;
    subscription?.unsubscribe();
    let isAsked = false;
    let found: { value: T } | null = null;
    const readOnce = async (): Promise<void> => {
      const begun = now();
      const value = await read();
      const end = now();
      nextAt = end + Math.max(pause, (end - begun) * REST);
      found = { value };
    };
    // Asked again, since something has changed, it reads nothing, and so listens to nothing until it begins anew.
    // An async function, since only in these Dexie expects promises of the browser's own.
    const ask = async (): Promise<void> => {
      if (isAsked) cancel ??= later(begin, Math.max(0, nextAt - now()));
      else {
        isAsked = true;
        await readOnce();
      }
    };
    // What was read is shown although it has changed meanwhile: under changes without end there would be nothing to see.
    const tell = (): void => {
      if (found) show(found.value);
      found = null;
    };
    subscription = liveQuery(ask).subscribe(tell, fail);
  };
  signal.addEventListener('abort', () => {
    cancel?.();
    subscription?.unsubscribe();
  });
  begin();
}
