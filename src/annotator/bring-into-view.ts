/** Scrolls the page to a passage, opening what hides it; a passage that is seen whole moves nothing. */
import { imageOf } from '../anchoring/images.ts';

/** @param seen how far the window shows the page, from its top, in CSS pixels */
export function bringIntoView(range: Range, document: Document, seen = document.defaultView?.innerHeight ?? 0): void {
  const element = imageOf(range) ?? range.startContainer.parentElement;
  const view = document.defaultView;
  if (!element || !view) return;
  // Hidden text (details, hidden=until-found) opens itself for scrollIntoView only in some browsers.
  for (let at: Element | null = element; at; at = at.parentElement)
    if (at instanceof HTMLDetailsElement) at.open = true;
  const isSeen = (): boolean => {
    const { top, bottom } = range.getBoundingClientRect();
    return top >= 0 && bottom <= seen;
  };
  if (isSeen()) return;
  element.scrollIntoView({ block: 'center' });
  if (seen >= view.innerHeight || isSeen()) return;
  const { top, height } = range.getBoundingClientRect();
  view.scrollBy({ top: top - Math.max(0, (seen - height) / 2), behavior: 'instant' });
}
