/** Reads a chosen file, or what was fetched, in a worker, so that the page goes on drawing, hears how far it is, and can call it off (ADR 0054). */
import type { Id } from '../../core/id.ts';
import { MAX_FILE } from '../../core/import/imported.ts';
import { PartList } from './part-list.ts';
import type { Part } from './parts.ts';
import type { Asked, Summary, Told } from './reading-worker.ts';

/** What was found in a file. */
export type Found = Summary & {
  /** All of it as what it will be in a group: the first parts are there before the last are made. They are made once, until another group is asked for. */
  partsFor(group: Id): AsyncIterable<Part>;
  /** Nothing more of it is wanted. */
  end(): void;
};

export type ReadFile = { ok: true; found: Found } | { ok: false; why: 'too-large' | 'unknown' };

/** `tell` is told of how many things that stand in the file so many are read. */
type Ports = { tell: (done: number, of: number) => void; signal: AbortSignal };

/** Never rejects for what is in the file. @param most bytes that are read @throws AbortError when it was called off */
export async function readFile(file: Blob, { tell, signal }: Ports, most: number = MAX_FILE): Promise<ReadFile> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('reading-worker.ts', import.meta.url), { type: 'module' });
  const ask = (asked: Asked): void => worker.postMessage(asked);
  const parts = new Parts(ask);
  const reading = new Promise<Summary | Extract<ReadFile, { ok: false }>['why']>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(calledOff()));
    const fail = (why: 'too-large' | 'unknown'): void => {
      resolve(why);
      parts.fail(new Error('the worker that reads has failed'));
    };
    // Too much for its memory.
    worker.addEventListener('error', () => fail('unknown'));
    worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
      switch (data.told) {
        case 'progress':
          return tell(data.done, data.of);
        case 'found':
          return resolve(data.found);
        case 'failed':
          return fail(data.why);
        case 'part':
        case 'whole':
          return parts.heard(data);
      }
    });
    ask({ ask: 'read', file, most });
  });
  const end = (): void => {
    worker.terminate();
    parts.fail(calledOff());
  };
  const found = await reading.catch((error: unknown) => {
    end();
    throw error;
  });
  if (typeof found !== 'string') return { ok: true, found: { ...found, partsFor: (group) => parts.of(group), end } };
  end();
  return { ok: false, why: found };
}

function calledOff(): DOMException {
  return new DOMException('called off', 'AbortError');
}

/** Those of the group that was asked for last. */
class Parts {
  readonly #ask: (asked: Asked) => void;
  #now: { number: number; group: Id; list: PartList } | null = null;

  constructor(ask: (asked: Asked) => void) {
    this.#ask = ask;
  }

  of(group: Id): PartList {
    if (this.#now?.group === group) return this.#now.list;
    this.fail(calledOff());
    const list = new PartList();
    const number = (this.#now?.number ?? 0) + 1;
    this.#now = { number, group, list };
    this.#ask({ ask: 'parts', number, group });
    return list;
  }

  heard(told: Extract<Told, { told: 'part' | 'whole' }>): void {
    if (this.#now?.number !== told.number) return;
    if (told.told === 'part') this.#now.list.add(told.part);
    else this.#now.list.end();
  }

  fail(reason: unknown): void {
    this.#now?.list.fail(reason);
  }
}
