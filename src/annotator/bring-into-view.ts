/** Scrolls the page to a passage, opening what hides it; a passage that is seen whole moves nothing. */
import { imageOf } from '../anchoring/images.ts';

export function bringIntoView(range: Range, document: Document): void {
  const element = imageOf(range) ?? range.startContainer.parentElement;
  if (!element) return;
  // Hidden text (details, hidden=until-found) opens itself for scrollIntoView only in some browsers.
  for (let at: Element | null = element; at; at = at.parentElement)
    if (at instanceof HTMLDetailsElement) at.open = true;
  const box = range.getBoundingClientRect();
  const height = document.defaultView?.innerHeight ?? 0;
  if (box.top >= 0 && box.bottom <= height) return;
  element.scrollIntoView({ block: 'center' });
}
