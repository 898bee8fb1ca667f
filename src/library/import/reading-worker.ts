/**
 * Entry of the worker that reads a chosen file, and keeps what it finds: the page is told of it what it shows, and given the notes as
 * the parts that it sends on.
 */
import type { Id } from '../../core/id.ts';
import { eachRecordFor } from '../../core/import/for-group.ts';
import type { ForeignNote } from '../../core/import/imported.ts';
import { readGiven, type Recognised } from '../../core/import/importers.ts';
import { nextTask } from '../breathing.ts';
import { givenIn } from './given-in.ts';
import { partsOf, type Part } from './parts.ts';

/** What it is asked: to read, once, and behind that for the parts of what was found, for any group; by numbers that grow. */
export type Asked = { ask: 'read'; file: Blob; most: number } | { ask: 'parts'; number: number; group: Id };
/** What it says. Both sides are of one build. */
export type Told =
  | { told: 'progress'; done: number; of: number }
  | { told: 'found'; found: Summary }
  | { told: 'failed'; why: 'too-large' | 'unknown' }
  | { told: 'part'; number: number; part: Part }
  | { told: 'whole'; number: number };

/** `first`: a few of the notes, to be looked at; `count`: of all. */
export type Summary = Omit<Recognised, 'notes'> & { count: number; first: ForeignNote[] };

const FIRST = 5;
/** Milliseconds between two words about how far it is. */
const PAUSE = 100;

const tell = (message: Told): void => postMessage(message);

let notes: readonly ForeignNote[] = [];
/** What was asked for last: of what was before, no more parts are wanted. */
let newest = 0;

// Every message to a worker is from the page that made it.
addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  const work = data.ask === 'read' ? read(data) : makeParts(data);
  work.catch((error: unknown) => {
    reportError(error);
    tell({ told: 'failed', why: 'unknown' });
  });
});

async function read({ file, most }: Extract<Asked, { ask: 'read' }>): Promise<void> {
  const given = await givenIn(file, most);
  if (given === 'too-large') return tell({ told: 'failed', why: 'too-large' });
  const found = given && readGiven(given, progress());
  if (!found) return tell({ told: 'failed', why: 'unknown' });
  const { notes: all, ...rest } = found;
  notes = all;
  tell({ told: 'found', found: { ...rest, count: all.length, first: all.slice(0, FIRST) } });
}

async function makeParts({ number, group }: Extract<Asked, { ask: 'parts' }>): Promise<void> {
  newest = number;
  for (const part of partsOf(eachRecordFor(group, notes))) {
    tell({ told: 'part', number, part });
    // Hears whether they are wanted for another group by now.
    await nextTask();
    if (newest !== number) return;
  }
  tell({ told: 'whole', number });
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
