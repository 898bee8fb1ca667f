/** How reactions are called on screen, in one place for whoever shows or gives them. */
import type { NoteReactions, ReactionType } from '../core/reaction.ts';
import { number } from '../platform/formats.ts';
import { plural, t } from '../platform/i18n.ts';

/** @param thanks it answers the reader's own question: there a nod is a thank you */
export function reactionName(type: ReactionType, thanks = false): string {
  switch (type) {
    case 'nod':
      return t(thanks ? 'reactThank' : 'reactNod');
    case 'me-too':
      return t('reactMeToo');
    case 'answered':
      return t('reactAnswered');
    case 'resolved':
      return t('threadResolve');
    case 'agree':
      return t('reactAgree');
    case 'doubt':
      return t('reactDoubt');
    case 'build-on':
      return t('reactBuildOn');
  }
}

/** "Me too · 3"; the name alone for none. */
export function withCount(name: string, count: number): string {
  return count === 0 ? name : t('reactionCount', name, number(count));
}

/** Of a note of the reader's own; empty for none. */
export function nodWords({ nods }: NoteReactions): string {
  return nods.count ? plural('nodded', nods.count) : '';
}
