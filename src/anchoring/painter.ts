/**
 * Paints passages with CSS Custom Highlights and tells which passages lie under a point. The page's DOM is not
 * touched, so nothing the page does can break on us.
 */
import { PAINT_STYLES } from './paint-styles.ts';

/** A passage to paint. `style` is a name such as `mine`, `peer`, `changed` or `unsure`. */
export interface Mark {
  readonly id: string;
  readonly range: Range;
  readonly style: string;
}

/** Paints marks until it is destroyed. */
export interface Painter {
  /** Paints exactly these marks; what was painted before and is not among them goes. */
  paint(marks: readonly Mark[]): void;
  /** The ids of the marks under a point of the viewport, the shortest passage first. */
  at(x: number, y: number): string[];
  rangesOf(id: string): Range[];
  /** Shows one mark as the one spoken of, or none. */
  focus(id: string | null): void;
  destroy(): void;
}

/** How style rules get into a document. */
export interface StylePort {
  /** Adds rules and returns the way to remove them. */
  addStyles(css: string): () => void;
}

/**
 * Makes a painter for a document. By default the rules are an adopted style sheet; Firefox forbids that to content
 * scripts (bug 1928865), which therefore pass their own way.
 */
export function createPainter(document: Document, styles: StylePort = adoptedStyles(document)): Painter {
  const view = document.defaultView;
  const registry = view?.CSS.highlights;
  const removeStyles = styles.addStyles(PAINT_STYLES);
  const painted = new Map<string, Highlight>();
  const ids = new Map<AbstractRange, string>();
  let shown: readonly Mark[] = [];
  let focused: string | null = null;

  const highlight = (style: string): Highlight | undefined => {
    const known = painted.get(style);
    if (known || !view || !registry) return known;
    const made = new view.Highlight();
    made.priority = PRIORITIES.indexOf(style);
    painted.set(style, made);
    registry.set(PREFIX + style, made);
    return made;
  };

  const paintFocus = () => {
    painted.get(FOCUS)?.clear();
    if (focused === null) return;
    for (const mark of shown) if (mark.id === focused) highlight(FOCUS)?.add(mark.range);
  };

  return {
    paint(marks) {
      const wanted = new Map<string, Set<Range>>();
      ids.clear();
      for (const { id, range, style } of marks) {
        ids.set(range, id);
        const group = wanted.get(style);
        if (group) group.add(range);
        else wanted.set(style, new Set([range]));
      }
      // only what differs is told to the browser: each change invalidates paint
      for (const [style, group] of painted) {
        if (style === FOCUS) continue;
        const keep = wanted.get(style);
        const gone = Array.from(group).filter((range) => !(range instanceof Range) || !keep?.has(range));
        for (const range of gone) group.delete(range);
      }
      for (const [style, group] of wanted) {
        const target = highlight(style);
        for (const range of group) if (!target?.has(range)) target?.add(range);
      }
      shown = [...marks];
      paintFocus();
    },
    at(x, y) {
      const hits = hitMarks(document, shown, ids, x, y);
      return [...new Set(hits.sort(byLength).map((mark) => mark.id))];
    },
    rangesOf(id) {
      return shown.filter((mark) => mark.id === id).map((mark) => mark.range);
    },
    focus(id) {
      focused = id;
      paintFocus();
    },
    destroy() {
      for (const style of painted.keys()) registry?.delete(PREFIX + style);
      painted.clear();
      ids.clear();
      shown = [];
      removeStyles();
    },
  };
}

const PREFIX = 'commonplace-';
const FOCUS = 'focus';
/** Later ones are painted over earlier ones. */
const PRIORITIES = ['unsure', 'peer', 'changed', 'mine', FOCUS];

function adoptedStyles(document: Document): StylePort {
  return {
    addStyles(css) {
      const Sheet = document.defaultView?.CSSStyleSheet;
      if (!Sheet) return () => undefined;
      const sheet = new Sheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets.push(sheet);
      return () => {
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
      };
    },
  };
}

/** Not in every browser yet: https://drafts.csswg.org/css-highlight-api-1/#interactions */
interface HitTesting {
  highlightsFromPoint?(x: number, y: number, options?: { shadowRoots: ShadowRoot[] }): { ranges: AbstractRange[] }[];
}

function hitMarks(
  document: Document,
  marks: readonly Mark[],
  ids: ReadonlyMap<AbstractRange, string>,
  x: number,
  y: number,
): Mark[] {
  const registry: (HighlightRegistry & HitTesting) | undefined = document.defaultView?.CSS.highlights;
  const shadowRoots = shadowRootsOf(marks);
  if (registry?.highlightsFromPoint) {
    const under = new Set(registry.highlightsFromPoint(x, y, { shadowRoots }).flatMap((hit) => hit.ranges));
    return marks.filter((mark) => ids.has(mark.range) && under.has(mark.range));
  }
  const caret = document.caretPositionFromPoint(x, y, { shadowRoots });
  const node = caret?.offsetNode;
  if (!caret || !node) return [];
  return marks.filter(({ range }) => isAround(range, node, caret.offset) && isUnder(range, x, y));
}

function isAround(range: Range, node: Node, offset: number): boolean {
  return range.startContainer.getRootNode() === node.getRootNode() && range.isPointInRange(node, offset);
}

/** The caret snaps to the nearest text, also from far away: the point must lie on the passage itself. */
function isUnder(range: Range, x: number, y: number): boolean {
  for (const rect of range.getClientRects())
    if (x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom) return true;
  return false;
}

function shadowRootsOf(marks: readonly Mark[]): ShadowRoot[] {
  const roots = new Set<ShadowRoot>();
  for (const { range } of marks) {
    const root = range.startContainer.getRootNode();
    if (root instanceof ShadowRoot) roots.add(root);
  }
  return [...roots];
}

function byLength(one: Mark, other: Mark): number {
  return one.range.toString().length - other.range.toString().length;
}
