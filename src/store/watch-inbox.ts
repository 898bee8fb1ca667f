/**
 * What concerns the reader, told whenever it changes. To find it reads every note, which may wait while notes come in a stream; that a
 * matter is read is told at once, for whoever has marked it looks at it.
 */
import { onChangedTables } from './changed-tables.ts';
import type { Store } from './database.ts';
import { withMarks } from './inbox-marks.ts';
import { watch } from './live-query.ts';
import type { Inbox } from './read-inbox.ts';

/** Until the signal is aborted. @param pause milliseconds between two findings at least */
export function watchInbox<T extends Inbox>(
  db: Store,
  find: () => Promise<T>,
  show: (found: T) => void,
  { signal, pause }: { signal: AbortSignal; pause: number },
): void {
  let found: T | null = null;
  // By the marks of now also where it was just found: they may have changed meanwhile.
  const tell = async (): Promise<void> => {
    if (!found) return;
    const of = found;
    const entries = await db.read(() => withMarks(db, of.entries));
    if (!signal.aborted) show({ ...of, entries });
  };
  const tellNow = (): void => void tell().catch(console.error);
  watch(
    find,
    (news) => {
      found = news;
      tellNow();
    },
    signal,
    { pause },
  );
  onChangedTables(db, (tables) => tables.has('inbox') && tellNow(), signal);
}
