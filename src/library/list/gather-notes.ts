/** Many notes read for the page, with progress: while it takes one batch in, the worker reads the next. */
import type { Id } from '../../core/id.ts';
import type { Note } from '../../core/note.ts';
import { withAnswers } from '../../core/questions.ts';
import type { AskCatalog } from '../catalog/client.ts';
import type { Progress } from './in-batches.ts';

type Gathering = { withMuted: boolean; tell: (progress: Progress) => void; signal: AbortSignal };

/** In no order; of those that were asked for before the signal was aborted. */
export async function gatherNotes(
  ask: AskCatalog,
  ids: readonly Id[],
  { withMuted, tell, signal }: Gathering,
): Promise<Note[]> {
  tell({ done: 0, of: ids.length });
  const found: Note[] = [];
  let done = 0;
  let ahead: Promise<Note[]> | null = null;
  for (const batch of await ask('batches', { ids })) {
    if (signal.aborted) break;
    const read = ask('notes', { ...batch, withMuted });
    // Who waits for the one before hears of it if this one fails.
    read.catch(() => undefined);
    if (ahead) found.push(...(await ahead));
    ahead = read;
    tell({ done, of: ids.length });
    done += batch.ids.length;
  }
  if (ahead) found.push(...(await ahead));
  // What answers a question may have come in another batch.
  return withAnswers(found);
}
