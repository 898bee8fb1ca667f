/** Muting somebody from a card, and saying so with the way back: the same in popup, margin and library. */
import { t } from '../platform/i18n.ts';
import { errorText } from './error-text.ts';
import type { Mute } from './mute-choice.tsx';

/**
 * @param ask the background, on behalf of this page
 * @param say shows a toast
 */
export function muter(
  ask: (person: { group: string; member: string; muted: boolean }) => Promise<unknown>,
  say: (words: string, undo?: () => void) => void,
): Mute {
  return ({ author, group }, muted) => {
    const set = (to: boolean): Promise<unknown> => ask({ group: group.id, member: author.id, muted: to });
    const name = author.name || t('noteNoName');
    const failed = (): void => say(errorText('background'));
    set(muted).then(
      () => say(t(muted ? 'muteSaid' : 'unmuteSaid', name, group.name), () => void set(!muted).catch(failed)),
      failed,
    );
  };
}
