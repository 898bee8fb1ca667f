/**
 * What concerns this reader among the notes of their device: answers, mentions and thanks. Pure, and told from the notes
 * alone: the endpoint keeps no list of it. Whom the reader has muted is not heard here either.
 */
import type { Note } from './note.ts';
import { buildThreads, walkThread, type Thread } from './thread.ts';

/**
 * `mention`: I am named in it. `answer`: below my question. `reply`: right below a note of mine. `nods`: people nodded to my
 * note. `answered`: the asker says that mine answered their question.
 */
export type InboxKind = 'mention' | 'answer' | 'reply' | 'nods' | 'answered';

export type InboxItem = {
  /** The same for the same matter whenever it is told. */
  id: string;
  kind: InboxKind;
  /** What others wrote, or my note that was thanked for. */
  note: Note;
  /** The person; null where that is not mine to know. */
  by: Note['author'] | null;
  /** How many nodded. */
  count: number;
  at: string;
};

/** The newest first. @param notes threads whole, with their answers marked (questions.ts) */
export function inboxOf(notes: readonly Note[]): InboxItem[] {
  const items = buildThreads(notes.filter(({ group }) => !group.personal && !group.left)).flatMap(itemsOf);
  return items.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? -1 : 1));
}

function itemsOf(thread: Thread<Note>): InboxItem[] {
  const root = thread.note;
  const mine = new Set<string>();
  const found: InboxItem[] = [];
  // A note stands before its answers.
  for (const { note, depth } of walkThread(thread)) {
    if (note.mine) {
      mine.add(note.id);
      found.push(...thanksFor(note, depth > 0 && !root.mine && !root.muted ? root.author : null));
      continue;
    }
    if (note.muted) continue;
    const kind = kindOf(note, { depth, isMyQuestion: root.mine && root.kind === 'question', mine });
    if (kind) found.push({ id: note.id, kind, note, by: note.author, count: 1, at: note.created });
  }
  return found;
}

/** One matter a note, told as what concerns its reader most. */
function kindOf(
  note: Note,
  { depth, isMyQuestion, mine }: { depth: number; isMyQuestion: boolean; mine: ReadonlySet<string> },
): 'mention' | 'answer' | 'reply' | null {
  if (note.mentions?.some(({ isMe }) => isMe)) return 'mention';
  if (isMyQuestion && depth > 0) return 'answer';
  return note.parent !== null && mine.has(note.parent) ? 'reply' : null;
}

/** Nods are told together, and of whom they are is not told. */
function thanksFor(note: Note, asker: Note['author'] | null): InboxItem[] {
  const { nods, isAnswer, news } = note.reactions ?? {};
  const found: InboxItem[] = [];
  if (nods?.count && news?.nod)
    found.push({ id: `nods ${note.id}`, kind: 'nods', note, by: null, count: nods.count, at: news.nod });
  if (isAnswer && news?.answered && asker)
    found.push({ id: `answered ${note.id}`, kind: 'answered', note, by: asker, count: 1, at: news.answered });
  return found;
}
