/** The keys of the list: short cuts between cards, which can all be reached by Tab as well. */
import type { OwnKeys } from '../core/own-keys.ts';
import { isTyping } from '../ui/is-typing.ts';
import { nextStop } from '../ui/next-stop.ts';
import { commandFor } from '../ui/pressed-chord.ts';

/** @param list holds the cards; its keys work in it, and where nothing has the focus */
export function walk(event: KeyboardEvent, list: HTMLElement, keys: OwnKeys, go: (note: string) => void): void {
  const { target } = event;
  const isNowhere = target === document.body || target === list;
  // Letters and arrows are for what is typed.
  if (!(target instanceof HTMLElement) || !(isNowhere || list.contains(target)) || isTyping(event)) return;
  const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
  if (event.key === 'Enter' && isPlain) {
    const thread = target.matches('.note-item') ? target.closest<HTMLElement>('.card')?.dataset['thread'] : undefined;
    if (thread) go(thread);
    return;
  }
  const cards = [...list.querySelectorAll<HTMLElement>('.note-item')].filter(
    // Not in what is folded away.
    (card) => card.closest('[hidden], details:not([open])') === null,
  );
  const asked = commandFor(event, keys) ?? (isPlain ? event.key : '');
  const next = nextStop(asked, list, cards, isNowhere ? null : target);
  if (!next) return;
  event.preventDefault();
  next.focus();
}
