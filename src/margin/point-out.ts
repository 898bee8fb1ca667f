/**
 * Shows which cards the reader points at in the page. Set on the cards themselves: a thousand cards are not drawn again
 * because the pointer moved.
 */

/** Marks the cards of these notes, and no others. Cards that are out of sight stay there: pointing must not scroll. */
export function pointOut(list: Element | null, notes: readonly string[]): void {
  for (const card of list?.querySelectorAll('[data-pointed]') ?? []) card.removeAttribute('data-pointed');
  for (const note of notes)
    list?.querySelector(`[data-thread="${CSS.escape(note)}"]`)?.setAttribute('data-pointed', '');
}
