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
  return 'querySelectorAll' in within
    ? imagesIn(within as ParentNode & Node).find((image) => range.intersectsNode(image))
    : undefined;
}

/** The images under a node that can be seen; a drawing within an image is a part of it. */
export function imagesIn(root: ParentNode): Element[] {
  return [...root.querySelectorAll(IMAGES)].filter(
    (image) => !image.parentElement?.closest(IMAGES) && image.checkVisibility({ visibilityProperty: true }),
  );
}

const IMAGES = 'img,svg,canvas,[role=img]';
