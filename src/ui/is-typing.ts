import { HOST_TAG } from '../core/host-tag.ts';

/** Letters typed into a field are words, and no keys of ours. In a page the field may be the page's, and in a shadow tree. */
export function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select') || mayHideField(target);
}

/**
 * Of a tree that is closed to us the event names the element that has the tree: one that could not have the focus itself, or one of the
 * page's own making, which is not known. There may be a field in it.
 */
function mayHideField(target: HTMLElement): boolean {
  if (target.localName.includes('-')) return target.localName !== HOST_TAG && !target.shadowRoot;
  return target.tabIndex < 0 && !target.matches('[tabindex], body, html');
}
