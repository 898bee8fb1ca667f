/** What can be done about who wrote a note: muting them. It opens in place and says what it does before it is done. */
import { useId, useRef, useState } from 'preact/hooks';
import type { Note } from '../core/note.ts';
import { t } from '../platform/i18n.ts';
import { authorName } from './author-name.ts';
import { IconButton } from './button.tsx';
import { canMute, MuteChoice, type Mute } from './mute-choice.tsx';

/** A button and, when it was pressed, what it opens, side by side in a wrapping row. Nothing for one's own notes. */
export function PersonMenu({ note, onMute }: { note: Note; onMute: Mute }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  if (!canMute(note)) return null;
  const name = authorName(note);
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
          <MuteChoice
            note={note}
            onMute={(...chosen) => {
              setOpen(false);
              onMute(...chosen);
            }}
          />
        </div>
      )}
    </>
  );
}
