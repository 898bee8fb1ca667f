/** Questions and what answered them. It takes the whole thread to tell, so it is told after the notes are made. */
import type { Note } from './note.ts';
import { buildThreads, walkThread } from './thread.ts';

/** The same notes in the same order: questions with the number of their answers, answers with whether this reader may mark them. */
export function withAnswers(notes: readonly Note[]): Note[] {
  const told = new Map<string, Note>();
  for (const thread of buildThreads(notes)) {
    const asked = thread.note;
    if (asked.kind !== 'question') continue;
    let answers = 0;
    for (const { note, depth } of walkThread(thread)) {
      if (depth === 0) continue;
      if (note.reactions?.isAnswer) answers++;
      if (!mayMark(asked)) continue;
      told.set(note.id, {
        ...note,
        can: { ...note.can, react: [...new Set([...(note.can.react ?? []), 'answered' as const])] },
      });
    }
    if (answers > 0) told.set(asked.id, { ...asked, answers });
  }
  return told.size === 0 ? [...notes] : notes.map((note) => told.get(note.id) ?? note);
}

/** A question that nothing was said to answer yet, in a thread that is not done. */
export function isOpenQuestion({ kind, parent, answers = 0, reactions }: Note): boolean {
  return kind === 'question' && parent === null && answers === 0 && !reactions?.resolved;
}

/** The rule of permission.ts, by what this reader may do with their own question. */
function mayMark({ mine, can }: Note): boolean {
  return mine && (can.react ?? []).includes('resolved');
}
