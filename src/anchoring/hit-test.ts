/**
 * Which marks lie under a point: the character under it is found, and looked up among the sorted boundaries, so that
 * thousands of marks cost no more than a few. The browser's own `highlightsFromPoint` gives the same answers, where it
 * exists, but asks every highlighted range (docs/adr/0016).
 */
import type { Mark } from './mark.ts';
import type { MarkTree } from './mark-tree.ts';
import { isShadowRoot } from './visible-text.ts';

/** The marks under a point of a document's viewport. @param trees all that is marked, by the root of its tree */
export function marksUnder(document: Document, trees: ReadonlyMap<Node, MarkTree>, x: number, y: number): Mark[] {
  const shadowRoots = [...trees.keys()].filter((root) => root.ownerDocument === document).filter(isShadowRoot);
  const character = characterUnder(document, shadowRoots, x, y);
  return (character && trees.get(character.startContainer.getRootNode())?.holding(character)) ?? [];
}

/** Chromium has the caret's position since 128; before, it told the caret as a range. */
type Carets = Partial<Pick<Document, 'caretPositionFromPoint'>> & Pick<Document, 'caretRangeFromPoint' | 'createRange'>;

function characterUnder(document: Carets, shadowRoots: ShadowRoot[], x: number, y: number): Range | null {
  const caret = document.caretPositionFromPoint
    ? document.caretPositionFromPoint(x, y, { shadowRoots })
    : document.caretRangeFromPoint(x, y);
  if (!caret) return null;
  const [node, at] =
    'offsetNode' in caret ? [caret.offsetNode, caret.offset] : [caret.startContainer, caret.startOffset];
  if (node.nodeType !== Node.TEXT_NODE) return null;
  const range = document.createRange();
  const isIn = (from: number, to: number): boolean => {
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()].some(
      ({ left, right, top, bottom }) => x >= left && x < right && y >= top && y < bottom,
    );
  };
  const { length } = node as Text;
  if ((at < length && isIn(at, at + 1)) || (at > 0 && isIn(at - 1, at))) return range;
  // beside a text the caret stands at the nearest place; where directions mix, not even next to the character it is over
  let from = Math.max(0, at - NEAR);
  let to = Math.min(length, at + NEAR);
  if (!isIn(from, to)) return null;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (isIn(from, middle)) to = middle;
    else from = middle;
  }
  range.setStart(node, from);
  return range;
}

/** About two lines of text. */
const NEAR = 200;
