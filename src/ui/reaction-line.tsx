/** What was said to a note without words, to be read only: where notes are looked at and not answered. */
import type { Note } from '../core/note.ts';
import { noReactions, STANCE_FIELD, STANCES } from '../core/reaction.ts';
import { t } from '../platform/i18n.ts';
import { Icon } from './icon.tsx';
import { nodWords, reactionName, withCount } from './reaction-words.ts';

/** Nothing where nobody has reacted. */
export function ReactionLine({ note }: { note: Note }) {
  const words = wordsOf(note);
  const resolved = note.reactions?.resolved;
  if (words.length === 0 && !resolved) return null;
  return (
    <ul class="reactions" aria-label={t('reactionsLabel')}>
      {words.map((one) => (
        <li key={one} class="chip">
          {one}
        </li>
      ))}
      {resolved && (
        <li class="chip">
          <Icon name="check" />
          <bdi>{t('threadResolvedBy', resolved.by || t('noteNoName'))}</bdi>
        </li>
      )}
    </ul>
  );
}

/** The same within a line of words. */
export function ReactionWords({ note }: { note: Note }) {
  const words = wordsOf(note);
  if (words.length === 0) return null;
  return (
    <span class="reactions">
      {words.map((one) => (
        <span key={one} class="chip">
          {one}
        </span>
      ))}
    </span>
  );
}

function wordsOf(note: Note): string[] {
  const reactions = note.reactions ?? noReactions();
  return [
    ...(reactions.meToo.count > 0 ? [withCount(reactionName('me-too'), reactions.meToo.count)] : []),
    ...STANCES.flatMap((stance) => {
      const { count } = reactions[STANCE_FIELD[stance]];
      return count > 0 ? [withCount(reactionName(stance), count)] : [];
    }),
    nodWords(reactions),
  ].filter(Boolean);
}

/** The states that a note has by what its asker said of it. */
export function AnswerChips({ note }: { note: Note }) {
  return (
    <>
      {(note.answers ?? 0) > 0 && (
        <span class="chip chip-answered">
          <Icon name="check" />
          {t('questionAnswered')}
        </span>
      )}
      {note.reactions?.isAnswer && (
        <span class="chip chip-answered">
          <Icon name="check" />
          {t('isAnswer')}
        </span>
      )}
    </>
  );
}
