/** All notes of one document, by whichever of its names it is asked for. */
import type { Note } from '../core/note.ts';
import { buildThreads } from '../core/thread.ts';
import type { Store } from './database.ts';
import { givenAdder, inOneDocument } from './read-library.ts';
import { recordsOf } from './read-conversation.ts';
import { readContext } from './read-context.ts';
import { reactionsTo } from './reactions.ts';
import type { StoredAnnotation } from './records.ts';

/** Oldest first, each answer under the document of its thread's first note; also fit for `liveQuery`. */
export function readDocument(db: Store, key: string, withMuted = false): Promise<{ notes: Note[]; muted: number }> {
  return db.read(async () => {
    const [{ heard, context, members }, records] = await Promise.all([
      readContext(db, withMuted),
      recordsUnder(db, key),
    ]);
    const reactions = await reactionsTo(db, records);
    const { notes, muted } = await heard(records, reactions);
    const threads = buildThreads(notes.map(givenAdder(context.me.id, members, reactions)));
    return { notes: threads.flatMap(inOneDocument), muted };
  });
}

/** A note may bring a name of the document that others know it by alone. */
async function recordsUnder(db: Store, key: string): Promise<StoredAnnotation[]> {
  const names = new Set([key]);
  for (;;) {
    const records = await recordsOf(db, [...names]);
    const before = names.size;
    for (const { keys } of records) for (const one of keys) names.add(one);
    if (names.size === before) return records;
  }
}
