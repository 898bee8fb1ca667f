/** The keys of the list: short cuts between cards, which can all be reached by Tab as well. */
import { isTyping } from '../ui/is-typing.ts';

/** For the element that holds the cards. */
export function walk(event: KeyboardEvent, go: (note: string) => void): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const { target, currentTarget } = event;
  if (!(target instanceof HTMLElement) || !(currentTarget instanceof HTMLElement)) return;
  // Letters and arrows are for what is typed.
  if (isTyping(event)) return;
  if (event.key === 'Enter') {
    const thread = target.matches('.note-item') ? target.closest<HTMLElement>('.card')?.dataset['thread'] : undefined;
    if (thread) go(thread);
    return;
  }
  const cards = [...currentTarget.querySelectorAll<HTMLElement>('.note-item')].filter(
    // Not in what is folded away.
    (card) => card.closest('[hidden]') === null,
  );
  const here = cards.findIndex((card) => card.contains(target));
  const next = nextOf(event.key, here, cards.length);
  if (next === null) return;
  event.preventDefault();
  cards[next]?.focus();
}

function nextOf(key: string, here: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(here + 1, count - 1);
    case 'ArrowUp':
    case 'k':
      return Math.max(here - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
