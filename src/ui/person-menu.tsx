/** What can be done about who wrote a note: muting them. It opens in place and says what it does before it is done. */
import { useId, useRef, useState } from 'preact/hooks';
import type { Note } from '../core/note.ts';
import { t } from '../platform/i18n.ts';
import { Button, IconButton } from './button.tsx';

export type Mute = (note: Note, muted: boolean) => void;

/** A button and, when it was pressed, what it opens, side by side in a wrapping row. Nothing for one's own notes. */
export function PersonMenu({ note, onMute }: { note: Note; onMute: Mute }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  if (note.mine || note.muted === 'hidden') return null;
  const name = note.author.name || t('noteNoName');
  const isMuted = note.muted === 'shown';
  const closeByKey = (event: KeyboardEvent): void => {
    if (!isOpen || event.key !== 'Escape') return;
    // The key is not to close the margin or the popup too.
    event.preventDefault();
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <IconButton
        ref={button}
        icon="more"
        size="small"
        label={t('muteMore', name)}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onKeyDown={closeByKey}
        onClick={() => setOpen(!isOpen)}
      />
      {isOpen && (
        <div class="person-menu" id={id} role="group" aria-label={t('muteMore', name)} onKeyDown={closeByKey}>
          <p class="soft">{t(isMuted ? 'muteUndoHint' : 'muteHint', name, note.group.name)}</p>
          <Button
            size="small"
            onClick={() => {
              setOpen(false);
              onMute(note, !isMuted);
            }}
          >
            {t(isMuted ? 'muteUndo' : 'muteDo', name)}
          </Button>
        </div>
      )}
    </>
  );
}
