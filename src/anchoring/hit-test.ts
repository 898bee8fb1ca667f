/**
 * Which marks lie under a point. The browser knows where it can test highlights; elsewhere the character under the
 * point is found and looked up among the sorted boundaries, so that thousands of marks cost no more than a few.
 */
import type { Mark } from './mark.ts';
import type { MarkTree } from './mark-tree.ts';
import { isShadowRoot } from './visible-text.ts';

/** The marks under a point of a document's viewport. @param trees all that is marked, by the root of its tree */
export function marksUnder(
  document: Document,
  marks: readonly Mark[],
  trees: ReadonlyMap<Node, MarkTree>,
  x: number,
  y: number,
): Mark[] {
  const shadowRoots = [...trees.keys()].filter((root) => root.ownerDocument === document).filter(isShadowRoot);
  const registry = document.defaultView?.CSS.highlights as HitTesting | undefined;
  if (registry?.highlightsFromPoint) {
    const ranges = new Set(registry.highlightsFromPoint(x, y, { shadowRoots }).flatMap((hit) => hit.ranges));
    return marks.filter((mark) => ranges.has(mark.range));
  }
  const character = characterUnder(document, shadowRoots, x, y);
  return (character && trees.get(character.startContainer.getRootNode())?.holding(character)) ?? [];
}

/** Not in every browser yet: https://drafts.csswg.org/css-highlight-api-1/#interactions */
interface HitTesting {
  highlightsFromPoint?(x: number, y: number, options: { shadowRoots: ShadowRoot[] }): { ranges: AbstractRange[] }[];
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
  // a caret stands before or after the character, or the pair, under the point; beside a text it stands at the nearest
  for (const [start, end] of [
    [at, at + 1],
    [at - 1, at],
    [at, at + 2],
    [at - 2, at],
  ] as const) {
    if (start < 0 || end > (node as Text).length) continue;
    range.setStart(node, start);
    range.setEnd(node, end);
    for (const { left, right, top, bottom } of range.getClientRects())
      if (x >= left && x <= right && y >= top && y <= bottom) return range;
  }
  return null;
}
