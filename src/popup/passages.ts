/** What the popup shows of the notes of pages, and in which order: what asks for an answer comes first. Pure. */
import type { DocumentNotes } from '../core/documents.ts';
import { type Filter, threadTest } from '../core/finding.ts';
import type { Note } from '../core/note.ts';
import { groupByPassage, type PassageNotes } from '../core/passages.ts';
import { isOpenQuestion } from '../core/questions.ts';
import { buildThreads, walkThread } from '../core/thread.ts';

/** The notes of the page in front: threads of open questions, and the rest with the other questions first. */
export type HerePassages = { open: PassageNotes[]; rest: PassageNotes[] };

/** Otherwise passages stand in the page's order. */
export function passagesHere(notes: readonly Note[], filter: Filter): HerePassages {
  const isFound = threadTest(filter);
  const passages = groupByPassage(notes);
  const those = (test: (thread: PassageNotes['threads'][number]) => boolean): PassageNotes[] =>
    passages.flatMap(({ quote, threads }) => {
      const kept = threads.filter((thread) => isFound(thread) && test(thread));
      return kept.length > 0 ? [{ quote, threads: kept }] : [];
    });
  const rest = those(({ note }) => !isOpenQuestion(note));
  const open = those(({ note }) => isOpenQuestion(note));
  return { open, rest: [...rest.filter(asks), ...rest.filter((passage) => !asks(passage))] };
}

function asks({ threads }: PassageNotes): boolean {
  return threads.some(({ note }) => note.kind === 'question');
}

/** How many notes are in them, without what is hidden. */
export function countIn(passages: readonly PassageNotes[]): number {
  return seen(passages.flatMap(({ threads }) => threads.flatMap(notesOf))).length;
}

/** Another page in short. `newest` is what the others said last there, or the reader, if they alone wrote. */
export type PageInShort<P extends DocumentNotes> = { page: P; notes: number; open: number; newest: Note };

/** The pages on which something is found, with their numbers of what is found; in the order given. */
export function pagesInShort<P extends DocumentNotes>(pages: readonly P[], filter: Filter): PageInShort<P>[] {
  const isFound = threadTest(filter);
  return pages.flatMap((page) => {
    const threads = buildThreads(page.notes).filter(isFound);
    const notes = seen(threads.flatMap(notesOf));
    const open = notes.filter(isOpenQuestion).length;
    const newest = newestOf(notes.filter(({ mine }) => !mine)) ?? newestOf(notes);
    return newest ? [{ page, notes: notes.length, open, newest }] : [];
  });
}

function notesOf(thread: PassageNotes['threads'][number]): Note[] {
  return Array.from(walkThread(thread), ({ note }) => note);
}

function seen(notes: readonly Note[]): Note[] {
  return notes.filter(({ muted }) => muted !== 'hidden');
}

function newestOf(notes: readonly Note[]): Note | undefined {
  let newest: Note | undefined;
  for (const note of notes) if (newest === undefined || note.created > newest.created) newest = note;
  return newest;
}
