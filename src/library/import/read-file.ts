/** Reads a chosen file, or what was fetched, in a worker, so that the page goes on drawing, hears how far it is, and can call it off (ADR 0054). */
import { MAX_FILE, type ForeignNote } from '../../core/import/imported.ts';
import type { Recognised } from '../../core/import/importers.ts';
import type { Asked, Told } from './reading-worker.ts';

export type ReadFile = { ok: true; found: Recognised } | { ok: false; why: 'too-large' | 'unknown' };

/** `tell` is told of how many things that stand in the file so many are read. */
type Ports = { tell: (done: number, of: number) => void; signal: AbortSignal };

/** Never rejects for what is in the file. @param most bytes that are read @throws AbortError when it was called off */
export async function readFile(file: Blob, { tell, signal }: Ports, most: number = MAX_FILE): Promise<ReadFile> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('reading-worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('called off', 'AbortError')));
      // Too much for its memory.
      worker.addEventListener('error', () => resolve({ ok: false, why: 'unknown' }));
      const notes: ForeignNote[] = [];
      worker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
        switch (data.told) {
          case 'progress':
            return tell(data.done, data.of);
          case 'notes':
            return void notes.push(...data.notes);
          case 'end':
            return resolve({ ok: true, found: { ...data.found, notes } });
          case 'failed':
            return resolve({ ok: false, why: data.why });
        }
      });
      worker.postMessage({ file, most } satisfies Asked);
    });
  } finally {
    worker.terminate();
  }
}
