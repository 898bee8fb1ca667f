/** Which threads of a page are shown, and in which order. Pure. */
import { type Filter, NO_FILTER, threadTest } from '../core/finding.ts';
import type { Note } from '../core/note.ts';
import { isOpenQuestion } from '../core/questions.ts';
import { type Thread, walkThread } from '../core/thread.ts';
import type { Arrangement } from './arrange.ts';

export type Order = 'text' | 'newest' | 'unanswered';
export type Finding = Filter & { order: Order };

/** Everything, in the order of the page. */
export const EVERYTHING: Finding = { ...NO_FILTER, order: 'text' };

/** The threads in which something is found, whole. */
export function find(arrangement: Arrangement, finding: Finding): Arrangement {
  const isFound = threadTest(finding);
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
