/** Letters typed into a field are words, and no keys of ours. In a page the field may be the page's, and in a shadow tree. */
export function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
