/**
 * Which elements of a page are images, and which one a range means. Separate because describing, anchoring, selecting
 * and painting must mean the same elements.
 */

/** The image that a range encloses and nothing else: how an anchored image is told; null for a range of text. */
export function imageOf({ startContainer, startOffset, endContainer, endOffset }: Range): Element | null {
  const node = startContainer.childNodes[startOffset];
  const isOne = startContainer === endContainer && endOffset === startOffset + 1;
  return isOne && node?.nodeType === Node.ELEMENT_NODE && (node as Element).matches(IMAGES) ? (node as Element) : null;
}

/** The first image in a range, whatever else it holds. */
export function imageIn(range: Range): Element | undefined {
  const { commonAncestorContainer: within } = range;
  if (!('querySelectorAll' in within)) return undefined;
  for (const image of everyImageIn(within as ParentNode & Node))
    if (range.intersectsNode(image) && isSeen(image)) return image;
  return undefined;
}

/** Whether there is more than one image to see under a node. */
export function hasSeveralImages(root: ParentNode): boolean {
  let seen = 0;
  for (const image of everyImageIn(root)) if (isSeen(image) && ++seen > 1) return true;
  return false;
}

/** The images under a node, seen or not. */
export function everyImageIn(root: ParentNode): NodeListOf<Element> {
  return root.querySelectorAll(IMAGES);
}

/** Whether an image can be seen for itself; a drawing within an image is a part of it. */
export function isSeen(image: Element): boolean {
  return !image.parentElement?.closest(IMAGES) && image.checkVisibility({ visibilityProperty: true });
}

const IMAGES = 'img,svg,canvas,[role=img]';
