/** Whether what we remember of a page is still there: frames load anew and vanish, and their nodes with them. */

/**
 * The document a node or range is in; null when its window is gone. Firefox lets nobody ask anything of objects of a
 * window that is gone ("can't access dead object").
 */
export function livingDocument(place: Node | Range): Document | null {
  try {
    const node = 'startContainer' in place ? place.startContainer : place;
    const document = node.ownerDocument ?? (node as Document);
    return document.defaultView && document;
  } catch {
    return null;
  }
}
