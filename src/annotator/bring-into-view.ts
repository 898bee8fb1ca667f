/** Scrolls the page to a passage, opening what hides it; a passage that is seen whole moves nothing. */
import { imageOf } from '../anchoring/images.ts';

/** @param covered so much of the window's lower end shows something else, in CSS pixels */
export function bringIntoView(range: Range, document: Document, covered = 0): void {
  const element = imageOf(range) ?? range.startContainer.parentElement;
  const view = document.defaultView;
  if (!element || !view) return;
  // Hidden text (details, hidden=until-found) opens itself for scrollIntoView only in some browsers.
  for (let at: Element | null = element; at; at = at.parentElement)
    if (at instanceof HTMLDetailsElement) at.open = true;
  const seen = view.innerHeight - covered;
  const isSeen = (): boolean => {
    const { top, bottom } = range.getBoundingClientRect();
    return top >= 0 && bottom <= seen;
  };
  if (isSeen()) return;
  element.scrollIntoView({ block: 'center' });
  if (covered === 0 || isSeen()) return;
  const { top, height } = range.getBoundingClientRect();
  view.scrollBy({ top: top - Math.max(0, (seen - height) / 2), behavior: 'instant' });
}
