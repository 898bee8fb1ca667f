/** One note as every screen shows it: its passage, who wrote it, when, who can see it, and its words. */
import type { ComponentChildren } from 'preact';
import type { Color } from '../core/color.ts';
import { LOOKS } from '../core/color-looks.ts';
import type { Note } from '../core/note.ts';
import { t } from '../platform/i18n.ts';
import { AnchorHistory } from './anchor-history.tsx';
import { Avatar } from './avatar.tsx';
import { ColorChip } from './color-sample.tsx';
import { GroupChip } from './group-picker.tsx';
import { Icon } from './icon.tsx';
import { Markdown } from './markdown.tsx';
import { Marked } from './marked.tsx';
import { AnswerChips, ReactionLine } from './reaction-line.tsx';
import { QuestionChip } from './question-chip.tsx';
import { SendBadge } from './send-badge.tsx';
import { TimeAgo } from './time-ago.tsx';
import { authorName } from './author-name.ts';

type Props = {
  note: Note;
  /** Show its passage above it (not needed where the passage already stands above several notes). */
  quote?: boolean;
  /** What a click on the passage does; without it the passage is only text. */
  onQuote?: (() => void) | undefined;
  /** A remark on the passage: "moved in the page", "place unsure". */
  place?: ComponentChildren;
  /** Name the group; replies stand in their parent's and need not. */
  group?: boolean;
  /** Buttons below the words. */
  actions?: ComponentChildren;
  /** What was said to it without words; by default what there is, to be read only. */
  reactions?: ComponentChildren;
  /** Between words and buttons: why it was not sent, what to do. */
  children?: ComponentChildren;
  /** Id for the line that names author and time, for `aria-labelledby`. */
  labelId?: string | undefined;
};

/** The inside of a card; whoever lists cards brings the element around it. */
export function NoteCard({
  note,
  quote = true,
  onQuote,
  place,
  group = true,
  actions,
  reactions = <ReactionLine note={note} />,
  children,
  labelId,
}: Props) {
  const name = authorName(note);
  if (note.muted === 'hidden') return <Shell note={note} quote={quote} onQuote={onQuote} labelId={labelId} />;
  return (
    <div class="note">
      {quote && note.quote !== '' && (note.hidden === undefined || note.mine) && (
        <Quote text={note.quote} mine={note.mine} color={note.color?.name} onGo={onQuote} place={place} />
      )}
      <div class="note-head">
        <Avatar name={name} seed={note.author.id} />
        <div class="note-by" id={labelId}>
          <bdi class="note-author">{name === note.author.name ? <Marked text={name} /> : name}</bdi>
          {note.mine && !note.group.personal && <span class="soft">{t('noteMine')}</span>}
          <span class="note-time soft">
            <TimeAgo instant={note.created} />
            {note.edited && (
              <>
                {' '}
                · {t('noteEdited')}
                {note.updated !== note.created && (
                  <>
                    {' '}
                    <TimeAgo instant={note.updated} />
                  </>
                )}
              </>
            )}
          </span>
        </div>
      </div>
      <Body note={note} />
      {note.tags.length > 0 && (
        <ul class="tags" aria-label={t('labelTags')}>
          {note.tags.map((tag) => (
            <li key={tag} class="tag" dir="auto">
              <Marked text={tag} />
            </li>
          ))}
        </ul>
      )}
      {note.group.left && (
        <p class="note-left soft">
          <Icon name="lock" />
          {t('noteGroupLeft')}
        </p>
      )}
      {note.origin && (
        <p class="note-left soft">
          {note.origin.author?.name ? t('noteImportedBy', note.origin.author.name) : t('noteImported')}
        </p>
      )}
      {reactions}
      {children}
      <AnchorHistory former={note.target.former ?? []} />
      <div class="note-foot">
        {note.color && <ColorChip color={note.color} />}
        {group && <GroupChip group={note.group} />}
        <SendBadge send={note.send} />
        {actions && <div class="note-actions">{actions}</div>}
      </div>
    </div>
  );
}

/** What is left of a note by somebody who is muted, where others have answered it. */
function Shell({ note, quote, onQuote, labelId }: Pick<Props, 'note' | 'quote' | 'onQuote' | 'labelId'>) {
  return (
    <div class="note">
      {quote && note.quote !== '' && <Quote text={note.quote} mine={false} onGo={onQuote} />}
      <p class="note-shell soft" id={labelId}>
        {t('mutedShell')}
      </p>
    </div>
  );
}

/** A passage, in the reading face, with a bar in the colour its highlight has in the page. */
export function Quote({
  text,
  mine,
  color,
  onGo,
  place,
}: {
  text: string;
  mine: boolean;
  color?: Color | undefined;
  onGo?: (() => void) | undefined;
  place?: ComponentChildren;
}) {
  const words = (
    <span class="quote-words">
      <Marked text={text} />
    </span>
  );
  return (
    <div
      class={mine ? 'quote quote-mine' : 'quote'}
      dir="auto"
      style={color && { '--bar': `rgb(${LOOKS[color].ink})` }}
    >
      {onGo ? (
        <button type="button" class="quote-go" title={t('noteQuoteGo')} onClick={onGo}>
          {words}
        </button>
      ) : (
        <blockquote>{words}</blockquote>
      )}
      {place && (
        <p class="quote-place" dir="auto">
          {place}
        </p>
      )}
    </div>
  );
}

function Body({ note }: { note: Note }) {
  if (note.hidden && !note.mine) return <p class="note-empty soft">{t('noteHidden')}</p>;
  if (note.text === '') return <p class="note-empty soft">{t('noteNoWords')}</p>;
  return (
    <div class="note-words">
      {(note.kind === 'question' || note.reactions?.isAnswer) && (
        <p class="note-states">
          {note.kind === 'question' && <QuestionChip />}
          <AnswerChips note={note} />
        </p>
      )}
      {note.hidden && <p class="note-copy soft">{t('noteHiddenMine', note.hidden.reason ?? '')}</p>}
      {note.copyOf !== null && <p class="note-copy soft">{t('noteCopy')}</p>}
      <Markdown text={note.text} mentions={note.mentions} group={note.group.id} />
    </div>
  );
}
