/** The keys of the list: short cuts between cards, which can all be reached by Tab as well. */
import type { OwnKeys } from '../core/own-keys.ts';
import { isTyping } from '../ui/is-typing.ts';
import { commandFor } from '../ui/pressed-chord.ts';

/** For the element that holds the cards. */
export function walk(event: KeyboardEvent, keys: OwnKeys, go: (note: string) => void): void {
  const { target, currentTarget } = event;
  if (!(target instanceof HTMLElement) || !(currentTarget instanceof HTMLElement)) return;
  // Letters and arrows are for what is typed.
  if (isTyping(event)) return;
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
  if (event.key === 'Enter' && isPlain) {
    const thread = target.matches('.note-item') ? target.closest<HTMLElement>('.card')?.dataset['thread'] : undefined;
    if (thread) go(thread);
    return;
  }
  const cards = [...currentTarget.querySelectorAll<HTMLElement>('.note-item')].filter(
    // Not in what is folded away.
    (card) => card.closest('[hidden]') === null,
  );
  const here = cards.findIndex((card) => card.contains(target));
  const next = nextOf(commandFor(event, keys) ?? (isPlain ? event.key : ''), here, cards.length);
  if (next === null) return;
  event.preventDefault();
  cards[next]?.focus();
}

/** @param asked a command, or a key that always does the same */
function nextOf(asked: string, here: number, count: number): number | null {
  switch (asked) {
    case 'ArrowDown':
    case 'next':
      return Math.min(here + 1, count - 1);
    case 'ArrowUp':
    case 'previous':
      return Math.max(here - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
