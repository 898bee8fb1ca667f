/** The course of an import: choosing, reading, looking at what was found, taking it, and what came of it. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Id } from '../../core/id.ts';
import type { ImportedRecord } from '../../core/import/imported-record.ts';
import type { Recognised } from '../../core/import/importers.ts';
import type { LibraryPorts } from '../ports.ts';
import { fetchAccount, HYPOTHESIS_API } from './hypothesis-account.ts';
import { readFile } from './read-file.ts';
import { recordsOnce } from './records-once.ts';
import { runImport, takeBack } from './run-import.ts';

export type Course =
  | { at: 'choosing'; failed: 'too-large' | 'unknown' | 'token' | 'unreachable' | 'permission' | null }
  /** `of` is null until it is known. */
  | { at: 'reading'; done: number; of: number | null }
  | { at: 'fetching'; done: number; of: number }
  | { at: 'found'; found: Recognised; failed: string | null }
  | { at: 'taking' | 'undoing'; found: Recognised; done: number; of: number }
  | { at: 'done'; found: Recognised; taken: ImportedRecord[]; here: number; isStopped: boolean; failed: string | null }
  | { at: 'undone'; kept: number };

const START: Course = { at: 'choosing', failed: null };

export function useImport({ call, askForHost, fetch }: Pick<LibraryPorts, 'call' | 'askForHost' | 'fetch'>) {
  const [course, setCourse] = useState<Course>(START);
  const life = useRef<AbortController | null>(null);
  useEffect(() => () => life.current?.abort(), []);

  return useMemo(() => {
    const begin = (): AbortSignal => {
      life.current?.abort();
      life.current = new AbortController();
      return life.current.signal;
    };

    /** @param most bytes that are read; without it, of a file that somebody chose */
    const read = async (file: Blob, signal: AbortSignal, most?: number): Promise<void> => {
      setCourse({ at: 'reading', done: 0, of: null });
      const given = await readFile(file, { tell: (done, of) => setCourse({ at: 'reading', done, of }), signal }, most);
      setCourse(given.ok ? { at: 'found', found: given.found, failed: null } : { at: 'choosing', failed: given.why });
    };

    /** In the press itself: browsers ask for permissions at no other time. */
    const fetchFrom = async (token: string): Promise<void> => {
      const signal = begin();
      if (!(await askForHost(`${new URL(HYPOTHESIS_API).origin}/*`))) {
        setCourse({ at: 'choosing', failed: 'permission' });
        return;
      }
      setCourse({ at: 'fetching', done: 0, of: 0 });
      const tell = (done: number, of: number) => setCourse({ at: 'fetching', done, of });
      const fetched = await fetchAccount(token, { fetch, tell, signal });
      if (!fetched.ok) {
        setCourse({ at: 'choosing', failed: fetched.why });
        return;
      }
      // As many as may be fetched are read, however long they are.
      await read(fetched.file, signal, fetched.file.size);
    };

    const take = async (found: Recognised, group: Id): Promise<void> => {
      const signal = begin();
      const of = found.notes.length;
      setCourse({ at: 'taking', found, done: 0, of });
      const records = await recordsOnce(group, found.notes);
      const run = await runImport(
        group,
        { records, images: found.images },
        {
          call,
          tell: (done) => setCourse({ at: 'taking', found, done, of }),
          signal,
        },
      );
      if (run.failed !== null && run.taken.length === 0) setCourse({ at: 'found', found, failed: run.failed });
      else setCourse({ at: 'done', found, ...run, isStopped: run.taken.length + run.here < of });
    };

    const undo = async (found: Recognised, taken: readonly ImportedRecord[]): Promise<void> => {
      const of = taken.length;
      setCourse({ at: 'undoing', found, done: 0, of });
      const kept = await takeBack(taken, { call, tell: (done) => setCourse({ at: 'undoing', found, done, of }) });
      setCourse({ at: 'undone', kept });
    };

    const quietly = (work: Promise<void>): void => {
      work.catch((error: unknown) => {
        const isCalledOff = error instanceof DOMException && error.name === 'AbortError';
        if (!isCalledOff) setCourse({ at: 'choosing', failed: 'unreachable' });
        // Something else may have begun since.
        else if (life.current?.signal.aborted) setCourse(START);
      });
    };
    return {
      read: (file: Blob) => quietly(read(file, begin())),
      fetchFrom: (token: string) => quietly(fetchFrom(token)),
      take: (found: Recognised, group: Id) => quietly(take(found, group)),
      undo: (found: Recognised, taken: readonly ImportedRecord[]) => quietly(undo(found, taken)),
      stop: () => life.current?.abort(),
      again: () => setCourse(START),
      course,
    };
  }, [course, call, askForHost, fetch]);
}
