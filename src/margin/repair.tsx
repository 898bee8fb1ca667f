/** Putting right where a note belongs: the two ways on its card, and the line that stands while the page waits. */
import type { Note } from '../core/note.ts';
import { t } from '../platform/i18n.ts';
import type { AnchorState } from '../protocol/from-annotator.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Acts } from './acts.ts';
import { GuardedButton } from './guarded-button.tsx';

/** What a reader should know of a passage; that it is where it was needs no words. */
export function placeWords(state: AnchorState | undefined): string | undefined {
  switch (state) {
    case 'changed':
      return t('anchorChanged');
    case 'unsure':
      return t('anchorUnsure');
    case 'lost':
      return t('anchorLost');
    case 'exact':
    case 'moved':
    case undefined:
      return undefined;
  }
}

/** Only for one's own notes, and only where something is to be put right. Others see what it does: so it is guarded. */
export function Repair({ note, state, acts }: { note: Note; state: AnchorState | undefined; acts: Acts }) {
  if (!note.mine || !note.can.edit || (state !== 'unsure' && state !== 'lost')) return null;
  const guarded = { size: 'small', onUnseen: acts.unseen } as const;
  return (
    <div class="note-repair">
      {state === 'unsure' && (
        <GuardedButton {...guarded} onAct={() => acts.confirm(note.id)}>
          {t('anchorConfirm')}
        </GuardedButton>
      )}
      <GuardedButton {...guarded} onAct={() => acts.reattach(note.id)}>
        {t('anchorReattach')}
      </GuardedButton>
    </div>
  );
}

export function ReattachLine({ note, onCancel }: { note: Note | undefined; onCancel: () => void }) {
  return (
    <Notice
      action={
        <Button size="small" onClick={onCancel}>
          {t('actionCancel')}
        </Button>
      }
    >
      <p>{t('reattachLine')}</p>
      {note && (
        <p class="reattach-quote" dir="auto">
          <q>{note.quote}</q>
        </p>
      )}
    </Notice>
  );
}
