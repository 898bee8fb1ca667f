/** One note of the list, with what its reader may do with it. */
import { useId, useState } from 'preact/hooks';
import type { Note } from '../core/note.ts';
import type { HitsIn } from '../core/pieces.ts';
import { t } from '../platform/i18n.ts';
import type { AnchorState } from '../protocol/from-annotator.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { errorText } from '../ui/error-text.ts';
import { Sought } from '../ui/marked.tsx';
import { NoteCard } from '../ui/note-card.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Reply } from '../ui/thread.tsx';
import type { Acts } from './acts.ts';
import { EditHistory } from './edit-history.tsx';
import { GuardedButton } from './guarded-button.tsx';
import { hasMenu, MenuButton, NoteMenu } from './note-menu.tsx';
import { Reactions } from './reactions.tsx';
import { placeWords, Repair } from './repair.tsx';

type Props = {
  note: Note;
  reply: Reply | null;
  /** How the passage of a thread's first note was found, if the page has looked for it. */
  state: AnchorState | undefined;
  /** Somebody has said something below it. */
  hasReplies: boolean;
  /** What was looked for, as it stands in this note, if it was found there. */
  hitsIn: HitsIn | null;
  acts: Acts;
};

export function NoteItem({ note, reply, state, hasReplies, hitsIn, acts }: Props) {
  const id = useId();
  const isRoot = reply === null;
  const menu = useId();
  const [isOpen, setOpen] = useState(false);
  const withMenu = hasMenu({ note, acts });
  const canGo = isRoot && note.quote !== '' && state !== 'lost';
  return (
    <article class="note-item" tabIndex={0} data-note={note.id} aria-labelledby={id}>
      {reply?.answers && <p class="note-answers soft">{t('noteAnswers', reply.answers)}</p>}
      {isRoot && note.parent !== null && <p class="note-answers soft">{t('noteReplyToDeleted')}</p>}
      <Sought value={hitsIn}>
        <NoteCard
          note={note}
          labelId={id}
          quote={isRoot}
          group={isRoot}
          place={placeWords(state)}
          onQuote={canGo ? () => acts.go(note.id) : undefined}
          reactions={<Reactions note={note} acts={acts} />}
          actions={
            <>
              {withMenu && <MenuButton id={menu} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />}
              <Actions
                note={note}
                acts={acts}
                canMove={canGo && state !== 'unsure' && note.mine && note.can.edit}
                canResolve={isRoot && (hasReplies || note.kind === 'question')}
              />
            </>
          }
        >
          {note.mine && note.edited && note.can.edit && <EditHistory note={note} acts={acts} />}
          <Repair note={note} state={state} acts={acts} />
          {withMenu && isOpen && <NoteMenu id={menu} note={note} acts={acts} onDone={() => setOpen(false)} />}
          {note.send.state === 'refused' && <NotSent note={note} code={note.send.code} acts={acts} />}
        </NoteCard>
      </Sought>
    </article>
  );
}

/** A thread of one remark is no matter to be settled. */
function Actions({
  note,
  acts,
  canMove,
  canResolve,
}: {
  note: Note;
  acts: Acts;
  /** Where the passage is not sure, its card says more about it (repair.tsx). */
  canMove: boolean;
  canResolve: boolean;
}) {
  const isResolved = note.reactions?.resolved != null;
  return (
    <>
      {note.mine && note.can.edit && (
        <IconButton icon="edit" size="small" label={t('actionEdit')} onClick={() => acts.edit(note)} />
      )}
      {canMove && (
        <IconButton icon="ends" size="small" label={t('noteMovePassage')} onClick={() => acts.reattach(note.id)} />
      )}
      {note.can.delete && (
        <GuardedButton
          icon="remove"
          size="small"
          label={t('actionDelete')}
          onAct={() => acts.remove(note)}
          onUnseen={acts.unseen}
        />
      )}
      {canResolve && !isResolved && note.can.react?.includes('resolved') && (
        <GuardedButton
          icon="check"
          weight="quiet"
          size="small"
          onAct={() => acts.react(note, 'resolved', true)}
          onUnseen={acts.unseen}
        >
          {t('threadResolve')}
        </GuardedButton>
      )}
      {note.can.reply && (
        <Button icon="reply" weight="quiet" size="small" onClick={() => acts.reply(note)}>
          {t('actionReply')}
        </Button>
      )}
    </>
  );
}

/** Why the endpoint did not take it, and the three ways on. Discarding loses words, so it is asked twice. */
function NotSent({ note, code, acts }: { note: Note; code: string; acts: Acts }) {
  const [sure, setSure] = useState(false);
  return (
    <Notice
      tone="warn"
      action={
        <>
          <Button size="small" onClick={() => acts.retry(note)}>
            {t('actionRetry')}
          </Button>
          <Button size="small" onClick={() => acts.copy(note)}>
            {t('actionCopy')}
          </Button>
          {sure ? (
            <GuardedButton size="small" weight="danger" onAct={() => acts.discard(note)} onUnseen={acts.unseen}>
              {t('actionDiscardSure')}
            </GuardedButton>
          ) : (
            <Button size="small" weight="danger" onClick={() => setSure(true)}>
              {t('actionDiscard')}
            </Button>
          )}
        </>
      }
    >
      {errorText(code)}
    </Notice>
  );
}
