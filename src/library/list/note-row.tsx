/** One note in a list of many: enough of it to tell whether it is the one. */
import type { Note } from '../../core/note.ts';
import type { Marks } from '../../core/search/hits.ts';
import { mentionsAsWords } from '../../core/mentions.ts';
import { LOOKS } from '../../core/color-looks.ts';
import { t } from '../../platform/i18n.ts';
import { authorName } from '../../ui/author-name.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { GroupChip } from '../../ui/group-picker.tsx';
import { QuestionChip } from '../../ui/question-chip.tsx';
import { TimeAgo } from '../../ui/time-ago.tsx';
import { hashOf } from '../route.ts';
import { Snippet } from './snippet.tsx';

type Props = {
  note: Note;
  marks: Marks;
  isSelected: boolean;
  isFocused: boolean;
  onGo: () => void;
  onSelect: (event: MouseEvent) => void;
};

const LENGTH = 220;

export function NoteRow({ note, marks, isSelected, isFocused, onGo, onSelect }: Props) {
  const { id, target, text, quote, tags, color, kind } = note;
  const name = authorName(note);
  const tab = isFocused ? 0 : -1;
  return (
    <div class={isSelected ? 'note-row selected' : 'note-row'}>
      <input
        type="checkbox"
        class="row-check"
        tabIndex={-1}
        checked={isSelected}
        aria-labelledby={`row-${id}`}
        onClick={onSelect}
      />
      <button type="button" class="row-go" tabIndex={tab} aria-describedby={`where-${id}`} onClick={onGo}>
        <span class="row-by" id={`row-${id}`}>
          <Avatar name={name} seed={note.author.id} />
          <bdi class="note-author">
            <Snippet text={name} marks={marks} length={60} />
          </bdi>
          <span class="soft">
            <TimeAgo instant={note.created} />
          </span>
          {kind === 'question' && <QuestionChip />}
        </span>
        {quote !== '' && (
          <span class="row-quote" dir="auto" style={color && { '--bar': `rgb(${LOOKS[color.name].ink})` }}>
            <Snippet text={quote} marks={marks} length={LENGTH} />
          </span>
        )}
        {text !== '' && (
          <span class="row-words" dir="auto">
            <Snippet text={mentionsAsWords(text)} marks={marks} length={LENGTH} />
          </span>
        )}
        {text === '' && quote === '' && <span class="soft">{t(note.hidden ? 'noteHidden' : 'noteNoWords')}</span>}
      </button>
      <p class="row-where soft" id={`where-${id}`}>
        <a dir="auto" tabIndex={tab} href={hashOf({ at: 'document', key: target.keys[0] ?? target.source })}>
          <Snippet text={target.title || target.source} marks={marks} length={90} />
        </a>
        <GroupChip group={note.group} />
        {tags.slice(0, 4).map((tag) => (
          <span key={tag} class="tag" dir="auto">
            <Snippet text={tag} marks={marks} length={64} />
          </span>
        ))}
      </p>
    </div>
  );
}
