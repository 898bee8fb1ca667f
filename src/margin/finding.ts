/** Which threads of a page are shown, and in which order: by words, kind, colour and person. Pure. */
import { COLORS, type Color } from '../core/color.ts';
import type { Note } from '../core/note.ts';
import { hasWords } from '../core/note-words.ts';
import { isOpenQuestion } from '../core/questions.ts';
import { type Thread, walkThread } from '../core/thread.ts';
import type { Arrangement } from './arrange.ts';

export type Kind = 'all' | 'questions' | 'unanswered' | 'mine';
export type Order = 'text' | 'newest' | 'unanswered';
export type Finding = {
  words: string;
  kind: Kind;
  color: Color | null;
  /** A person's id, or everybody. */
  author: string | null;
  order: Order;
};

/** Everything, in the order of the page. */
export const EVERYTHING: Finding = { words: '', kind: 'all', color: null, author: null, order: 'text' };

/** Whether it leaves anything out. */
export const isNarrow = ({ words, kind, color, author }: Finding): boolean =>
  words.trim() !== '' || kind !== 'all' || color !== null || author !== null;

/** The threads in which something is found, whole: an answer without its question says little. */
export function find(arrangement: Arrangement, finding: Finding): Arrangement {
  const isFound = testOf(finding);
  const { page, text, unsure, lost } = arrangement;
  const found = { page: page.filter(isFound), text: text.filter(isFound) };
  const places = { unsure: unsure.filter(isFound), lost: lost.filter(isFound) };
  if (finding.order === 'text') return { ...found, ...places };
  const byOrder = finding.order === 'newest' ? newestFirst : openFirst;
  return { page: [], text: [...found.page, ...found.text].sort(byOrder), ...places };
}

/** How many notes are shown. */
export function countOf(arrangement: Arrangement): number {
  return notesIn(arrangement).length;
}

export function notesIn({ page, text, unsure, lost }: Arrangement): Note[] {
  return [...page, ...text, ...unsure, ...lost].flatMap((thread) => [...walkThread(thread)].map(({ note }) => note));
}

/** The people and colours there are to choose from. */
export function choicesIn(notes: readonly Note[]): { colors: Color[]; authors: Note['author'][] } {
  const colors = new Set(notes.map(({ color }) => color?.name));
  const authors = new Map(notes.map(({ author }) => [author.id, author]));
  return {
    colors: COLORS.filter((color) => colors.has(color)),
    authors: [...authors.values()].sort((a, b) => a.name.localeCompare(b.name)),
  };
}

function testOf({ words, kind, color, author }: Finding): (thread: Thread<Note>) => boolean {
  const isIn = hasWords(words);
  return (thread) => {
    const { note } = thread;
    if (kind === 'questions' && note.kind !== 'question') return false;
    if (kind === 'unanswered' && !isOpenQuestion(note)) return false;
    if (color !== null && note.color?.name !== color) return false;
    const notes = [...walkThread(thread)].map((one) => one.note);
    if (kind === 'mine' && !notes.some((one) => one.mine)) return false;
    if (author !== null && !notes.some((one) => one.author.id === author)) return false;
    return notes.some(isIn);
  };
}

/** Questions that nobody has said anything to, then the other open ones; each and the rest as in the page. */
function openFirst(a: Thread<Note>, b: Thread<Note>): number {
  return rankOf(a) - rankOf(b);
}

function rankOf({ note, replies }: Thread<Note>): number {
  if (!isOpenQuestion(note)) return 2;
  return replies.length === 0 ? 0 : 1;
}

/** By the last thing that was said in it. */
function newestFirst(a: Thread<Note>, b: Thread<Note>): number {
  const [one, other] = [lastOf(a), lastOf(b)];
  return one < other ? 1 : one > other ? -1 : 0;
}

function lastOf(thread: Thread<Note>): string {
  let last = '';
  for (const { note } of walkThread(thread)) if (note.created > last) last = note.created;
  return last;
}
