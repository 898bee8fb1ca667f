/**
 * Where passages lie on the page, in document coordinates. Separate because all reading of layout happens here, many
 * ranges in one pass and nothing written in between, so that the browser lays out once.
 */

import { livingDocument } from './living-document.ts';

/** A box in CSS pixels from the top left of the document. */
export interface Box {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** The boxes of many ranges, read in one pass; null where a range shows nothing. Ranges may lie in frames of `within`. */
export function boxesOf(ranges: readonly Range[], within = document): (Box | null)[] {
  const origins = new Map<Document, Point>();
  return ranges.map((range) => {
    const owner = livingDocument(range);
    if (!owner || range.collapsed) return null;
    const { top, left, width, height } = range.getBoundingClientRect();
    if (width === 0 && height === 0) return null;
    const origin = origins.get(owner) ?? originOf(owner, within);
    origins.set(owner, origin);
    return { top: top + origin.y, left: left + origin.x, width, height };
  });
}

/** The boxes of the lines that a range is shown in; none where it shows nothing. It may lie in a frame of `within`. */
export function linesOf(range: Range, within = document): Box[] {
  const owner = livingDocument(range);
  if (!owner) return [];
  const { x, y } = originOf(owner, within);
  return [...range.getClientRects()].flatMap(({ top, left, width, height }) =>
    width > 0 ? { top: top + y, left: left + x, width, height } : [],
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where the viewport's corner of a document lies in the coordinates of the document around it. */
function originOf(inner: Document, within: Document): Point {
  const view = inner.defaultView;
  if (!view) return { x: 0, y: 0 };
  const frame = inner === within ? null : frameOf(view);
  if (!frame) return { x: view.scrollX, y: view.scrollY };
  const outer = originOf(frame.ownerDocument, within);
  const rect = frame.getBoundingClientRect();
  return { x: outer.x + rect.left + frame.clientLeft, y: outer.y + rect.top + frame.clientTop };
}

function frameOf(view: Window): Element | null {
  try {
    return view.frameElement;
  } catch {
    return null;
  }
}
