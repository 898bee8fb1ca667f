/** Peers' own words on this page, each passage once; a press on a note opens the margin there. */
import type { Note } from '../core/note.ts';
import { markdownExcerpt } from '../core/markdown.ts';
import type { PassageNotes } from '../core/passages.ts';
import { walkThread } from '../core/thread.ts';
import { plural, t } from '../platform/i18n.ts';
import { Avatar } from '../ui/avatar.tsx';
import { AnswerChips, ReactionWords } from '../ui/reaction-line.tsx';
import { QuestionChip } from '../ui/question-chip.tsx';
import { SendBadge } from '../ui/send-badge.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { authorName } from '../ui/author-name.ts';

/** Enough to know what is meant; the whole note is in the margin. */
const WORDS = 260;
const REPLIES = 2;

type Open = ((note: string) => void) | null;

/** @param onOpen null where there is no margin to open */
export function PassageList({ passages, onOpen }: { passages: readonly PassageNotes[]; onOpen: Open }) {
  return (
    <ul class="passages" aria-label={t('popupNotes')}>
      {passages.map((passage) => (
        <li key={passage.threads[0]?.note.id} class="passage">
          {passage.quote === '' ? (
            <p class="passage-page">{t('kindPage')}</p>
          ) : (
            <blockquote class={passage.threads.every(({ note }) => note.mine) ? 'quote quote-mine' : 'quote'}>
              <span class="quote-words" dir="auto">
                {passage.quote}
              </span>
            </blockquote>
          )}
          <ul class="passage-notes">
            {passage.threads.map((thread) => {
              const replies = [...walkThread(thread)].slice(1).map(({ note }) => note);
              return (
                <li key={thread.note.id}>
                  <BriefNote note={thread.note} onOpen={onOpen} />
                  {replies.length > 0 && (
                    <ul class="passage-replies" aria-label={t('repliesTo')}>
                      {replies.slice(-REPLIES).map((reply) => (
                        <li key={reply.id}>
                          <BriefNote note={reply} onOpen={onOpen} />
                        </li>
                      ))}
                      {replies.length > REPLIES && (
                        <li class="passage-more soft">{plural('popupMoreReplies', replies.length - REPLIES)}</li>
                      )}
                    </ul>
                  )}
                </li>
              );
            })}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function BriefNote({ note, onOpen }: { note: Note; onOpen: Open }) {
  const name = authorName(note);
  const inside = (
    <>
      <Avatar name={name} seed={note.author.id} />
      <span class="brief-by">
        <bdi class="note-author">{name}</bdi>
        {note.kind === 'question' && <QuestionChip />}
        <AnswerChips note={note} />
        <SendBadge send={note.send} />
        <span class="soft brief-time">
          <TimeAgo instant={note.created} />
        </span>
      </span>
      {note.text === '' ? (
        <span class="brief-words soft">{t('noteNoWords')}</span>
      ) : (
        <span class="brief-words" dir="auto">
          {markdownExcerpt(note.text, WORDS)}
        </span>
      )}
      <ReactionWords note={note} />
    </>
  );
  if (onOpen === null) return <div class="brief">{inside}</div>;
  return (
    <button type="button" class="brief" onClick={() => onOpen(note.id)}>
      {inside}
    </button>
  );
}
