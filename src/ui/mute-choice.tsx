/** Muting who wrote a note, or taking it back: what that does is said before it is done. */
import type { Note } from '../core/note.ts';
import { t } from '../platform/i18n.ts';
import { authorName } from './author-name.ts';
import { Button } from './button.tsx';

export type Mute = (note: Note, muted: boolean) => void;

/** Nothing to choose at one's own notes, and where nothing of the note is shown. */
export function canMute(note: Note): boolean {
  return !note.mine && note.muted !== 'hidden';
}

export function MuteChoice({ note, onMute }: { note: Note; onMute: Mute }) {
  const isMuted = note.muted === 'shown';
  return (
    <>
      <p class="soft">{t(isMuted ? 'muteUndoHint' : 'muteHint', authorName(note), note.group.name)}</p>
      <Button size="small" onClick={() => onMute(note, !isMuted)}>
        {t(isMuted ? 'muteUndo' : 'muteDo', authorName(note))}
      </Button>
    </>
  );
}
