/**
 * Pages as pictures: HTML in which ⟦ and ⟧ mark a passage. Separate because every anchoring test draws its page so.
 */

/** Shows HTML in the test page and gives its container; the page is emptied first. */
export function show(html: string): HTMLElement {
  document.body.replaceChildren();
  const container = document.createElement('main');
  container.setHTMLUnsafe(html);
  document.body.append(container);
  return container;
}

/** Shows HTML, takes the marks out and gives the range they enclosed. */
export function showMarked(html: string): { container: HTMLElement; range: Range } {
  const container = show(html);
  const range = document.createRange();
  takeMark(container, '⟦', (node, offset) => range.setStart(node, offset));
  takeMark(container, '⟧', (node, offset) => range.setEnd(node, offset));
  return { container, range };
}

/** The text of a range as a reader would write it down. */
export function wordsOf(range: Range | null): string | null {
  return range && range.toString().replaceAll('\u00ad', '').replace(/\s+/g, ' ').trim();
}

function takeMark(root: Node, mark: string, found: (node: Text, offset: number) => void): boolean {
  for (const node of textNodes(root)) {
    const at = node.data.indexOf(mark);
    if (at < 0) continue;
    node.deleteData(at, 1);
    found(node, at);
    return true;
  }
  throw new Error(`no ${mark} in the page`);
}

function* textNodes(root: Node): Generator<Text> {
  for (const child of root.childNodes) {
    if (child instanceof Text) yield child;
    else yield* textNodes(child);
  }
  if (root instanceof Element && root.shadowRoot) yield* textNodes(root.shadowRoot);
  if (root instanceof HTMLIFrameElement && root.contentDocument) yield* textNodes(root.contentDocument);
}
