/** Entry of the worker that reads a chosen file. What it finds goes to the page in pieces, each of them read there in a moment. */
import type { ForeignNote } from '../../core/import/imported.ts';
import { readGiven, type Recognised } from '../../core/import/importers.ts';
import { givenIn } from './given-in.ts';

/** What it is asked, once. */
export type Asked = { file: Blob; most: number };
/** What it says; all notes before the end. Both sides are of one build. */
export type Told =
  | { told: 'progress'; done: number; of: number }
  | { told: 'notes'; notes: ForeignNote[] }
  | { told: 'end'; found: Omit<Recognised, 'notes'> }
  | { told: 'failed'; why: 'too-large' | 'unknown' };

/** Notes of a piece. */
const PIECE = 200;
/** Milliseconds between two words about how far it is. */
const PAUSE = 100;

const tell = (message: Told): void => postMessage(message);

// Every message to a worker is from the page that made it.
addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  read(data).catch((error: unknown) => {
    reportError(error);
    tell({ told: 'failed', why: 'unknown' });
  });
});

async function read({ file, most }: Asked): Promise<void> {
  const given = await givenIn(file, most);
  if (given === 'too-large') return tell({ told: 'failed', why: 'too-large' });
  const found = given && readGiven(given, progress());
  if (!found) return tell({ told: 'failed', why: 'unknown' });
  const { notes, ...rest } = found;
  for (let at = 0; at < notes.length; at += PIECE) tell({ told: 'notes', notes: notes.slice(at, at + PIECE) });
  tell({ told: 'end', found: rest });
}

function progress(): (done: number, of: number) => void {
  let toldAt = 0;
  return (done, of) => {
    const now = performance.now();
    if (now - toldAt < PAUSE) return;
    toldAt = now;
    tell({ told: 'progress', done, of });
  };
}
