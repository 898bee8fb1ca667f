/** One thread as a card. A thread that is done is folded to a line that says who said so, and can be opened again. */
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Note } from '../core/note.ts';
import type { HitsIn } from '../core/pieces.ts';
import { walkThread, type Thread } from '../core/thread.ts';
import { wordsOf } from '../core/words-of.ts';
import { plural, t } from '../platform/i18n.ts';
import type { AnchorState } from '../protocol/from-annotator.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { ThreadView } from '../ui/thread.tsx';
import { useFold } from '../ui/use-fold.ts';
import type { Acts } from './acts.ts';
import { GuardedButton } from './guarded-button.tsx';
import type { Heights } from './heights.ts';
import { NoteItem } from './note-item.tsx';
import { Room } from './room.tsx';
import './card.css';

type Props = {
  thread: Thread<Note>;
  /** How its passage was found, if the page has looked for it. */
  state: AnchorState | undefined;
  /** What was looked for, as it stands in a note; null: it was not found there. */
  marksOf: (note: Note) => HitsIn | null;
  acts: Acts;
  /** Which thread of how many in its list this is, from 0. */
  at: number;
  of: number;
  heights: Heights;
};

export function ThreadCard({ thread, state, marksOf, acts, at, of, heights }: Props) {
  const { note } = thread;
  const { id } = note;
  const resolved = note.reactions?.resolved ?? null;
  const isFound = (one: Note): boolean => marksOf(one) !== null;
  const fold = useFold(resolved === null || [...walkThread(thread)].some(({ note }) => isFound(note)));
  const card = useRef<HTMLLIElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const isDone = resolved !== null;
  /** It was pressed here: the button that had the focus goes, and the focus with it. */
  const isPressed = useRef(false);
  const own = useMemo<Acts>(
    () => ({
      ...acts,
      react: (one, type, isGiven) => {
        if (type === 'resolved') isPressed.current = true;
        acts.react(one, type, isGiven);
      },
    }),
    [acts],
  );
  useLayoutEffect(() => {
    if (!isPressed.current) return;
    isPressed.current = false;
    if (isDone) opener.current?.focus();
    else card.current?.querySelector<HTMLElement>('.note-item')?.focus();
  }, [isDone]);
  useEffect(() => {
    const life = new AbortController();
    if (card.current) heights.watch(id, card.current, life.signal);
    return () => life.abort();
  }, [heights, id]);
  return (
    <li
      ref={card}
      class="card"
      aria-setsize={of}
      aria-posinset={at + 1}
      data-thread={id}
      onPointerEnter={() => acts.look(id)}
      onPointerLeave={() => acts.look(null)}
      onFocusIn={() => acts.look(id)}
      onFocusOut={() => acts.look(null)}
    >
      {resolved && (
        <div class="thread-done">
          <p class="thread-done-words">
            <Icon name="check" />
            <span>{t('threadResolvedBy', resolved.by || t('noteNoName'))}</span>
          </p>
          {!fold.isOpen && (
            <p class="thread-done-about soft" dir="auto">
              {note.quote || wordsOf(note.text)}
            </p>
          )}
          <div class="thread-done-acts">
            <Button size="small" weight="quiet" ref={opener} aria-expanded={fold.isOpen} onClick={fold.toggle}>
              {fold.isOpen ? t('threadFold') : plural('threadUnfold', [...walkThread(thread)].length)}
            </Button>
            {note.can.react?.includes('resolved') && (
              <GuardedButton
                size="small"
                weight="quiet"
                onAct={() => own.react(note, 'resolved', false)}
                onUnseen={acts.unseen}
              >
                {t('threadReopen')}
              </GuardedButton>
            )}
          </div>
        </div>
      )}
      <div {...fold.part}>
        <Room>
          <ThreadView
            thread={thread}
            isFound={isFound}
            render={(one, reply) => (
              <NoteItem
                note={one}
                reply={reply}
                state={reply ? undefined : state}
                hasReplies={thread.replies.length > 0}
                hitsIn={marksOf(one)}
                acts={own}
              />
            )}
          />
        </Room>
      </div>
    </li>
  );
}
