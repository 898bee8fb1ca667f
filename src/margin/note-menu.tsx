/** What can be done with a note less often: behind one button of its card, in a row that opens above the buttons. */
import type { Note } from '../core/note.ts';
import { t } from '../platform/i18n.ts';
import { Button, IconButton } from '../ui/button.tsx';
import type { Acts } from './acts.ts';

type Props = { note: Note; acts: Acts };

/** Whether there is anything in it. */
export function hasMenu({ note, acts }: Props): boolean {
  return acts.linkOf(note) !== null;
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

export function NoteMenu({ id, note, acts }: Props & { id: string }) {
  const link = acts.linkOf(note);
  return (
    <div id={id} class="note-menu">
      {link !== null && (
        <Button icon="link" size="small" weight="quiet" onClick={() => acts.copyLink(note, link)}>
          {t('linkCopy')}
        </Button>
      )}
    </div>
  );
}
