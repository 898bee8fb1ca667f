/** Where a key goes in a list of stops: in the order of the document, so that it goes on from whatever stands between two of them. */

/**
 * @param asked `next` and `previous`, or a key that always does the same
 * @param from what has the focus; null: nothing in the list, which begins at what is in view then
 * @returns undefined where the key goes nowhere
 */
export function nextStop(
  asked: string,
  list: Element,
  stops: readonly HTMLElement[],
  from: Element | null,
): HTMLElement | undefined {
  switch (asked) {
    case 'Home':
      return stops[0];
    case 'End':
      return stops.at(-1);
    case 'ArrowDown':
    case 'next':
      return from ? stops.find((stop) => isBefore(from, stop)) : stops.find(isInView(list));
    case 'ArrowUp':
    case 'previous':
      return from ? stops.findLast((stop) => isBefore(stop, from) && !stop.contains(from)) : lastAbove(list, stops);
    default:
      return undefined;
  }
}

function isBefore(one: Element, other: Element): boolean {
  return (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}

function lastAbove(list: Element, stops: readonly HTMLElement[]): HTMLElement | undefined {
  const isSeen = isInView(list);
  return stops.findLast((stop) => !isSeen(stop));
}

/** Or below it; what stands over the list's beginning is in its scroll padding. */
function isInView(list: Element): (stop: Element) => boolean {
  const top = list.getBoundingClientRect().top + (Number.parseFloat(getComputedStyle(list).scrollPaddingTop) || 0);
  return (stop) => stop.getBoundingClientRect().bottom > top;
}
