/** What a reader can say to a note without words. Each button says what it does, how many did, and whether I did. */
import type { Note } from '../core/note.ts';
import { noReactions, STANCE_FIELD, STANCES, type ReactionType } from '../core/reaction.ts';
import { t } from '../platform/i18n.ts';
import { nodWords, reactionName, withCount } from '../ui/reaction-words.ts';
import type { Acts } from './acts.ts';
import { GuardedButton } from './guarded-button.tsx';

type Taken = { type: ReactionType; name: string; count: number; mine: boolean; tip?: string };

export function Reactions({ note, acts }: { note: Note; acts: Acts }) {
  const choices = choicesFor(note);
  const nods = nodWords(note.reactions ?? noReactions());
  if (choices.length === 0 && nods === '') return null;
  return (
    <div class="reactions" role="group" aria-label={t('reactionsLabel')}>
      {choices.map(({ type, name, count, mine, tip }) => (
        <Toggle
          key={type}
          name={withCount(name, count)}
          tip={tip}
          isPressed={mine}
          // What nobody gave and I may not give is not shown at all (choicesFor).
          isOpen={note.can.react?.includes(type) ?? false}
          onPress={() => acts.react(note, type, !mine)}
          onUnseen={acts.unseen}
        />
      ))}
      {nods !== '' && (
        <span class="chip" title={t('nodTip')}>
          {nods}
        </span>
      )}
    </div>
  );
}

/** In the order of what is most likely wanted: the question's own first, thanks last. */
function choicesFor({ reactions = noReactions(), can: { react = [] } }: Note): Taken[] {
  const isForMe = react.includes('answered');
  const all: Taken[] = [
    { type: 'me-too', name: reactionName('me-too'), ...reactions.meToo },
    { type: 'answered', name: reactionName('answered'), count: 0, mine: reactions.isAnswer },
    ...STANCES.map((type) => ({ type, name: reactionName(type), ...reactions[STANCE_FIELD[type]] })),
    { type: 'nod', name: reactionName('nod', isForMe), count: 0, mine: reactions.nods.mine, tip: t('nodTip') },
  ];
  return all.filter(({ type, count }) => count > 0 || react.includes(type));
}

type ToggleProps = {
  name: string;
  tip: string | undefined;
  isPressed: boolean;
  /** Mine to press; otherwise it only tells how many. */
  isOpen: boolean;
  onPress: () => void;
  onUnseen: () => void;
};

function Toggle({ name, tip, isPressed, isOpen, onPress, onUnseen }: ToggleProps) {
  if (!isOpen) return <span class="chip">{name}</span>;
  return (
    <GuardedButton
      size="small"
      weight="quiet"
      aria-pressed={isPressed}
      title={tip}
      icon={isPressed ? 'check' : undefined}
      onAct={onPress}
      onUnseen={onUnseen}
    >
      {name}
    </GuardedButton>
  );
}
