/** Peers' own words on this page, each passage once; a press on a note opens the margin there. */
import { useMemo, useRef } from 'preact/hooks';
import type { Note } from '../core/note.ts';
import type { PassageNotes } from '../core/passages.ts';
import { isOpenQuestion } from '../core/questions.ts';
import { type Thread, walkThread } from '../core/thread.ts';
import { plural, t } from '../platform/i18n.ts';
import { Avatar } from '../ui/avatar.tsx';
import type { Mute } from '../ui/mute-choice.tsx';
import { PersonMenu } from '../ui/person-menu.tsx';
import { AnswerChips, ReactionWords } from '../ui/reaction-line.tsx';
import { QuestionChip } from '../ui/question-chip.tsx';
import { SendBadge } from '../ui/send-badge.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { authorName } from '../ui/author-name.ts';
import { useGrowing, useStable } from '../ui/use-growing.ts';
import { FirstWords } from './first-words.tsx';

/** Enough to know what is meant; the whole note is in the margin. */
const WORDS = 260;
const REPLIES = 2;
/** As many passages, and threads of one, as can be seen at once in the popup; more follow, a few at every frame. */
const FIRST = 4;

type Open = ((note: string) => void) | null;

type Props = {
  passages: readonly PassageNotes[];
  label: string;
  /** Null where there is no margin to open; give the list another key when that changes. */
  onOpen: Open;
  onMute: Mute;
  /** How many passages stand above it: it begins with fewer then, since they cannot be seen yet. */
  above?: number;
};

export function PassageList({ passages, label, onOpen, onMute, above = 0 }: Props) {
  const newest = useRef({ onOpen, onMute });
  newest.current = { onOpen, onMute };
  // What is drawn once is not drawn again, so what it holds on to must stay the same.
  const draw = useMemo(() => drawing(onOpen !== null, newest), []);
  const shown = useGrowing(useStable(passages), FIRST, draw, Math.max(1, FIRST - above));
  return (
    <ul class="passages" aria-label={label}>
      {shown}
    </ul>
  );
}

function drawing(canOpen: boolean, newest: { current: Pick<Props, 'onOpen' | 'onMute'> }) {
  const open = canOpen ? (note: string) => newest.current.onOpen?.(note) : null;
  const mute: Mute = (note, muted) => newest.current.onMute(note, muted);
  return (passage: PassageNotes) => (
    <Passage key={passage.threads[0]?.note.id} passage={passage} onOpen={open} onMute={mute} />
  );
}

function Passage({ passage, onOpen, onMute }: { passage: PassageNotes; onOpen: Open; onMute: Mute }) {
  const threads = useGrowing(passage.threads, FIRST, (thread) => (
    <li key={thread.note.id}>
      <BriefNote note={thread.note} onOpen={onOpen} onMute={onMute} />
      <Replies thread={thread} onOpen={onOpen} onMute={onMute} />
    </li>
  ));
  return (
    <li class="passage">
      {passage.quote === '' ? (
        <p class="passage-page">{t('kindPage')}</p>
      ) : (
        <blockquote class={passage.threads.every(({ note }) => note.mine) ? 'quote quote-mine' : 'quote'} dir="auto">
          <span class="quote-words">{passage.quote}</span>
        </blockquote>
      )}
      <ul class="passage-notes">{threads}</ul>
    </li>
  );
}

function Replies({ thread, onOpen, onMute }: { thread: Thread<Note>; onOpen: Open; onMute: Mute }) {
  const replies = [...walkThread(thread)].slice(1).map(({ note }) => note);
  if (replies.length === 0) return null;
  return (
    <ul class="passage-replies" aria-label={t('repliesTo')}>
      {replies.slice(-REPLIES).map((reply) => (
        <li key={reply.id}>
          <BriefNote note={reply} onOpen={onOpen} onMute={onMute} />
        </li>
      ))}
      {replies.length > REPLIES && (
        <li class="passage-more soft">{plural('popupMoreReplies', replies.length - REPLIES)}</li>
      )}
    </ul>
  );
}

function BriefNote({ note, onOpen, onMute }: { note: Note; onOpen: Open; onMute: Mute }) {
  if (note.muted === 'hidden') return <p class="brief-shell note-shell soft">{t('mutedShell')}</p>;
  const name = authorName(note);
  const inside = (
    <>
      <Avatar name={name} seed={note.author.id} />
      <span class="brief-by">
        <bdi class="note-author">{name}</bdi>
        {note.kind === 'question' && (
          <QuestionChip>{t(isOpenQuestion(note) ? 'kindOpenQuestion' : 'kindQuestion')}</QuestionChip>
        )}
        <AnswerChips note={note} />
        <SendBadge send={note.send} />
        <span class="soft brief-time">
          <TimeAgo instant={note.created} />
        </span>
      </span>
      {note.hidden && !note.mine ? (
        <span class="brief-words soft">{t('noteHidden')}</span>
      ) : note.text === '' ? (
        <span class="brief-words soft">{t('noteNoWords')}</span>
      ) : (
        <span class="brief-words" dir="auto">
          <FirstWords text={note.text} length={WORDS} />
        </span>
      )}
      <ReactionWords note={note} />
    </>
  );
  return (
    <div class="brief-row">
      {onOpen === null ? (
        <div class="brief">{inside}</div>
      ) : (
        <button type="button" class="brief" onClick={() => onOpen(note.id)}>
          {inside}
        </button>
      )}
      <PersonMenu note={note} onMute={onMute} />
    </div>
  );
}
