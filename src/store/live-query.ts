/** Reading again whenever what was read has changed, from whichever context of the extension. */
import { liveQuery } from 'dexie';

/** Calls back at once and after every change, until the signal is aborted. */
export function watch<T>(
  read: () => Promise<T>,
  show: (value: T) => void,
  signal: AbortSignal,
  fail: (error: unknown) => void = console.error,
): void {
  const subscription = liveQuery(read).subscribe(show, fail);
  signal.addEventListener('abort', () => subscription.unsubscribe());
}
