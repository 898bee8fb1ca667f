/** Ranges from offsets in `document.body.textContent` and back: the measure of what all methods return. */

/** The range over two offsets; null past the end. */
export function rangeAt(start: number, end: number): Range | null {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0;
  let open = false;
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const next = at + node.length;
    if (!open && start < next) {
      range.setStart(node, start - at);
      open = true;
    }
    if (open && end <= next) {
      range.setEnd(node, end - at);
      return range;
    }
    at = next;
  }
  return null;
}

/** The offsets of a range, or null when it lies outside the body. */
export function offsetsOf(range: Range): [number, number] | null {
  if (!document.body.contains(range.startContainer) || !document.body.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(document.body, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return [start, start + range.toString().length];
}
