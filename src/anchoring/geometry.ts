/**
 * Where passages lie on the page, in document coordinates. Separate because all reading of layout happens here, many
 * ranges in one pass and nothing written in between, so that the browser lays out once.
 */

/** A box in CSS pixels from the top left of the document. */
export interface Box {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** The top of a range from the top of its document. */
export function topOf(range: Range): number {
  return boxesOf([range])[0]?.top ?? 0;
}

/** The boxes of many ranges, read in one pass; null where a range shows nothing. */
export function boxesOf(ranges: readonly Range[]): (Box | null)[] {
  const frames = new Map<Document, Point>();
  return ranges.map((range) => {
    const rect = range.getBoundingClientRect();
    if (rect.width === 0 && rect.height === 0) return null;
    const document = range.startContainer.ownerDocument;
    let origin = document && frames.get(document);
    if (document && !origin) frames.set(document, (origin = originOf(document)));
    return {
      top: rect.top + (origin?.y ?? 0),
      left: rect.left + (origin?.x ?? 0),
      width: rect.width,
      height: rect.height,
    };
  });
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The viewport's corner in document coordinates; inside a same-origin frame, in those of the top document. */
function originOf(document: Document): Point {
  const view = document.defaultView;
  if (!view) return { x: 0, y: 0 };
  const frame = frameOf(view);
  if (!frame) return { x: view.scrollX, y: view.scrollY };
  const outer = originOf(frame.ownerDocument);
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
