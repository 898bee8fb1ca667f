/**
 * Which threads are shown of many: by words, kind, colour, tag and person. Pure, and in one place, since margin and popup
 * let their readers choose by the same.
 */
import { COLORS, type Color } from './color.ts';
import type { Note } from './note.ts';
import { hasWords } from './note-words.ts';
import { isOpenQuestion } from './questions.ts';
import { type Thread, walkThread } from './thread.ts';

export type Kind = 'all' | 'questions' | 'unanswered' | 'comments' | 'highlights' | 'mine';
export type Filter = {
  words: string;
  kind: Kind;
  color: Color | null;
  tag: string | null;
  /** A person as `choicesIn` names them, or everybody. */
  author: string | null;
};

export const NO_FILTER: Filter = { words: '', kind: 'all', color: null, tag: null, author: null };

/** Whether it leaves anything out. */
export const isNarrow = ({ words, kind, color, tag, author }: Filter): boolean =>
  words.trim() !== '' || kind !== 'all' || color !== null || tag !== null || author !== null;

/** The people, tags and colours there are to choose from. */
export function choicesIn(notes: readonly Note[]): {
  colors: Color[];
  tags: string[];
  authors: { id: string; name: string }[];
} {
  const seen = notes.filter(({ muted }) => muted !== 'hidden');
  const colors = new Set(seen.map(({ color }) => color?.name));
  const authors = new Map(seen.map((note) => [personOf(note), note.author.name]));
  return {
    colors: COLORS.filter((color) => colors.has(color)),
    tags: [...new Set(seen.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b)),
    authors: [...authors].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name)),
  };
}

/** Tests a thread as a whole: an answer without its question says little. */
export function threadTest({ words, kind, color, tag, author }: Filter): (thread: Thread<Note>) => boolean {
  const isIn = hasWords(words);
  return (thread) => {
    const { note } = thread;
    if (kind === 'questions' && note.kind !== 'question') return false;
    if (kind === 'unanswered' && !isOpenQuestion(note)) return false;
    if (kind === 'comments' && note.kind !== 'comment' && note.kind !== 'page') return false;
    if (kind === 'highlights' && note.kind !== 'highlight') return false;
    if (color !== null && note.color?.name !== color) return false;
    const notes = [...walkThread(thread)].map((one) => one.note);
    if (kind === 'mine' && !notes.some((one) => one.mine)) return false;
    if (tag !== null && !notes.some(({ tags }) => tags.includes(tag))) return false;
    if (author !== null && !notes.some((one) => personOf(one) === author)) return false;
    return notes.some(isIn);
  };
}

/** Somebody with pen names is as many people as they have names: that they are one is theirs to tell. */
function personOf({ author }: Note): string {
  return `${author.id} ${author.name}`;
}
