/** The notes that were found, one a row, to be opened and selected by mouse and keyboard. */
import { useCallback } from 'preact/hooks';
import type { Note } from '../../core/note.ts';
import type { OwnKeys } from '../../core/own-keys.ts';
import { t } from '../../platform/i18n.ts';
import type { Answer } from '../catalog/messages.ts';
import type { LibraryPorts } from '../ports.ts';
import { NoteRow } from './note-row.tsx';
import { extended, stretchOf, toggled, type Selection } from './selection.ts';
import { useChunks } from './use-chunks.ts';
import { VirtualList } from './virtual-list.tsx';

type Props = {
  answer: Answer;
  ports: LibraryPorts;
  keys: OwnKeys;
  withMuted: boolean;
  selection: Selection;
  onSelection: (change: (before: Selection) => Selection) => void;
  onGo: (note: Note) => void;
};

export function NoteList({ answer, ports, keys, withMuted, selection, onSelection, onGo }: Props) {
  const { ask } = ports.catalog;
  const { search, notes: count, marks, firstNotes } = answer;
  const load = useCallback(
    (from: number, to: number) => ask('rows', { search, from, to, withMuted }),
    [ask, search, withMuted],
  );
  const { at, want } = useChunks(search, load, firstNotes);
  const extend = async (index: number): Promise<void> => {
    const { from, to } = stretchOf(selection.anchor ?? index, index);
    const ids = await ask('ids', { search, from, to });
    onSelection((before) => extended({ ...before, anchor: before.anchor ?? index }, ids));
  };
  const select = (index: number, isStretch: boolean): void => {
    const row = at(index);
    if (isStretch) void extend(index);
    else if (row) onSelection((before) => toggled(before, row.id, index));
  };
  return (
    <VirtualList
      label={t('libraryNotes')}
      count={count}
      height={8.5}
      onRange={want}
      keys={keys}
      onKey={(event, index, next) => {
        if (event.key === ' ') {
          select(index, event.shiftKey);
          return true;
        }
        // A letter that was chosen with Shift goes there and selects nothing.
        if (!event.shiftKey || next === null || event.key.length === 1) return false;
        if (selection.anchor === null) select(index, false);
        void extend(next);
        return true;
      }}
      draw={(index, isFocused) => {
        const row = at(index);
        if (!row?.note) return <div class="note-row row-coming" aria-hidden={row !== undefined} />;
        const { note } = row;
        return (
          <NoteRow
            note={note}
            marks={marks}
            isSelected={selection.ids.has(row.id)}
            isFocused={isFocused}
            onGo={() => onGo(note)}
            onSelect={(event) => select(index, event.shiftKey)}
          />
        );
      }}
    />
  );
}
