/** What can be done with a note less often: behind one button of its card, in a row that opens above the buttons. */
import { useState } from 'preact/hooks';
import type { Note } from '../core/note.ts';
import { t } from '../platform/i18n.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { canMute, MuteChoice } from '../ui/mute-choice.tsx';
import type { Acts } from './acts.ts';
import { GuardedButton } from './guarded-button.tsx';
import { ReasonForm } from './reason-form.tsx';
import './note-menu.css';

type Props = { note: Note; acts: Acts };

/** Whether there is anything in it. What is judged has to be at the endpoint; who wrote it can be muted without one. */
export function hasMenu({ note, acts }: Props): boolean {
  return acts.linkOf(note) !== null || canMute(note);
}

export function MenuButton({ id, isOpen, onToggle }: { id: string; isOpen: boolean; onToggle: () => void }) {
  return (
    <IconButton
      icon="more"
      size="small"
      label={t('noteMore')}
      aria-expanded={isOpen}
      aria-controls={isOpen ? id : undefined}
      onClick={onToggle}
    />
  );
}

export function NoteMenu({ id, note, acts, onDone }: Props & { id: string; onDone: () => void }) {
  const [asking, setAsking] = useState<'report' | 'hide' | null>(null);
  const link = acts.linkOf(note);
  if (asking !== null) {
    const isReport = asking === 'report';
    return (
      <div id={id} class="note-menu">
        <ReasonForm
          label={t(isReport ? 'noteReport' : 'noteHide')}
          hint={t(isReport ? 'reportHint' : 'hideHint')}
          submit={t(isReport ? 'reportSend' : 'noteHide')}
          onReason={async (reason) => {
            const outcome = await (isReport ? acts.report(note, reason) : acts.hide(note, reason));
            if (outcome.ok) onDone();
            return outcome;
          }}
          onCancel={() => setAsking(null)}
        />
      </div>
    );
  }
  const close = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    // The key is not to close the margin too, and the button that opened this is where one was.
    event.preventDefault();
    event.stopPropagation();
    document.querySelector<HTMLElement>(`[aria-controls="${id}"]`)?.focus();
    onDone();
  };
  return (
    <div id={id} class="note-menu" onKeyDown={close}>
      {link !== null && (
        <Button icon="link" size="small" weight="quiet" onClick={() => acts.copyLink(note, link)}>
          {t('linkCopy')}
        </Button>
      )}
      {link !== null && note.can.report && !note.hidden && (
        <Button icon="warning" size="small" weight="quiet" onClick={() => setAsking('report')}>
          {t('noteReport')}
        </Button>
      )}
      {link !== null && note.can.hide && !note.hidden && (
        <Button icon="lock" size="small" weight="quiet" onClick={() => setAsking('hide')}>
          {t('noteHide')}
        </Button>
      )}
      {link !== null && note.can.hide && note.hidden && (
        <GuardedButton size="small" weight="quiet" onAct={() => acts.showAgain(note)} onUnseen={acts.unseen}>
          {t('noteShow')}
        </GuardedButton>
      )}
      {canMute(note) && (
        <div class="person-menu">
          <MuteChoice note={note} onMute={acts.mute} />
        </div>
      )}
    </div>
  );
}
