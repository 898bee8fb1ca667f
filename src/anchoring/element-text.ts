/**
 * DOM points as code point offsets in an element's text content, the unit of a W3C text position under an XPath, and
 * back. Separate from the text index: this counts all text, also what nobody sees.
 */

/** How many code points of the element's text content stand before a point inside it. */
export function codePointsTo(element: Element, container: Node, offset: number): number {
  const range = element.ownerDocument.createRange();
  range.setStart(element, 0);
  range.setEnd(container, offset);
  const before = range.toString();
  return before.length - astralIn(before);
}

/** The point after a number of code points of an element's text content; null past its end. */
export function pointAt(element: Element, codePoints: number, isEnd: boolean): { node: Text; offset: number } | null {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_CDATA_SECTION);
  let left = codePoints;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node as Text;
    const size = text.length - astralIn(text.data);
    // a start stands before the next character, an end after the last one
    if (left < size || (isEnd && left === size)) return { node: text, offset: unitsOf(text.data, left) };
    left -= size;
  }
  return null;
}

function unitsOf(text: string, codePoints: number): number {
  if (astralIn(text) === 0) return codePoints;
  let at = 0;
  for (let left = codePoints; left > 0 && at < text.length; left--) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

function astralIn(text: string): number {
  return /[\ud800-\udbff]/.test(text) ? (text.match(/[\u{10000}-\u{10ffff}]/gu)?.length ?? 0) : 0;
}
