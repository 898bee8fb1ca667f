/** The course of an import: choosing, reading, looking at what was found, taking it, and what came of it. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { failureCode } from '../../core/failure-code.ts';
import type { Id } from '../../core/id.ts';
import type { LibraryPorts } from '../ports.ts';
import { fetchAccount, HYPOTHESIS_API } from './hypothesis-account.ts';
import { readFile, type Found } from './read-file.ts';
import { runImport, takeBack, type ImportRun } from './run-import.ts';

export type Course =
  | { at: 'choosing'; failed: 'too-large' | 'unknown' | 'token' | 'unreachable' | 'permission' | null }
  /** `of` is null until it is known. */
  | { at: 'reading'; done: number; of: number | null }
  | { at: 'fetching'; done: number; of: number }
  | { at: 'found'; found: Found; failed: string | null }
  | { at: 'taking' | 'undoing'; found: Found; done: number; of: number }
  | Done
  | { at: 'undone'; kept: number };
export type Done = { at: 'done'; found: Found; isStopped: boolean } & ImportRun;

const START: Course = { at: 'choosing', failed: null };

export function useImport({
  call,
  texts,
  askForHost,
  fetch,
}: Pick<LibraryPorts, 'call' | 'texts' | 'askForHost' | 'fetch'>) {
  const [course, setCourse] = useState<Course>(START);
  const life = useRef<AbortController | null>(null);
  const newest = useRef<Found | null>(null);
  useEffect(
    () => () => {
      life.current?.abort();
      newest.current?.end();
    },
    [],
  );

  return useMemo(() => {
    const begin = (): AbortSignal => {
      life.current?.abort();
      life.current = new AbortController();
      return life.current.signal;
    };

    /** @param most bytes that are read; without it, of a file that somebody chose */
    const read = async (file: Blob, signal: AbortSignal, most?: number): Promise<void> => {
      newest.current?.end();
      setCourse({ at: 'reading', done: 0, of: null });
      const given = await readFile(file, { tell: (done, of) => setCourse({ at: 'reading', done, of }), signal }, most);
      newest.current = given.ok ? given.found : null;
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

    const take = async (found: Found, group: Id): Promise<void> => {
      const signal = begin();
      const of = found.count;
      setCourse({ at: 'taking', found, done: 0, of });
      const run = await runImport(
        group,
        { parts: found.partsFor(group), images: found.images },
        {
          call,
          texts,
          tell: (done) => setCourse({ at: 'taking', found, done, of }),
          signal,
        },
      );
      if (run.failed !== null && run.count === 0) return setCourse({ at: 'found', found, failed: run.failed });
      // What was taken is known, and taken back from that.
      found.end();
      setCourse({ at: 'done', found, ...run, isStopped: run.count + run.here < of });
    };

    const undo = async (result: Done): Promise<void> => {
      const { found, taken, count: of } = result;
      setCourse({ at: 'undoing', found, done: 0, of });
      try {
        const kept = await takeBack(taken, { call, tell: (done) => setCourse({ at: 'undoing', found, done, of }) });
        setCourse({ at: 'undone', kept });
      } catch (error) {
        // Tried again, it passes over what is gone.
        setCourse({ ...result, failed: failureCode(error) ?? 'background' });
      }
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
      take: (found: Found, group: Id) => quietly(take(found, group)),
      undo: (result: Done) => quietly(undo(result)),
      stop: () => life.current?.abort(),
      again: () => {
        newest.current?.end();
        setCourse(START);
      },
      course,
    };
  }, [course, call, texts, askForHost, fetch]);
}
