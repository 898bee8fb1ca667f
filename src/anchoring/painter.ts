/**
 * Paints passages with CSS Custom Highlights and tells which passages lie under a point. The page's DOM is not
 * touched, so nothing the page does can break on us.
 */
import { PAINT_STYLES } from './paint-styles.ts';
import { isShadowRoot } from './visible-text.ts';

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
  // Added with the first mark: most pages have none, and a style sheet costs a pass over the page.
  let removeStyles: (() => void) | undefined;
  const layers = new Map<string, Layer>();
  let shown: readonly Mark[] = [];
  let focused: string | null = null;

  const fill = (style: string, wanted: ReadonlySet<Range>) => {
    let layer = layers.get(style);
    if (!layer) {
      if (!view || !registry || wanted.size === 0) return;
      removeStyles ??= styles.addStyles(PAINT_STYLES);
      layer = { highlight: new view.Highlight(), ranges: new Set() };
      layer.highlight.priority = PRIORITIES.indexOf(style);
      layers.set(style, layer);
      registry.set(PREFIX + style, layer.highlight);
    }
    // only what differs is told to the browser: each change invalidates paint
    for (const range of layer.ranges) if (!wanted.has(range)) layer.highlight.delete(range);
    for (const range of wanted) if (!layer.ranges.has(range)) layer.highlight.add(range);
    layer.ranges = wanted;
  };
  const rangesOf = (id: string | null) => shown.filter((mark) => mark.id === id).map((mark) => mark.range);

  return {
    paint(marks) {
      shown = [...marks];
      const groups = Map.groupBy(shown, (mark) => mark.style);
      for (const style of new Set([...layers.keys(), ...groups.keys()]))
        fill(style, new Set(groups.get(style)?.map((mark) => mark.range)));
      fill(FOCUS, new Set(rangesOf(focused)));
    },
    at(x, y) {
      const hits = marksUnder(document, shown, x, y);
      hits.sort((one, other) => one.range.toString().length - other.range.toString().length);
      return [...new Set(hits.map((mark) => mark.id))];
    },
    rangesOf,
    focus(id) {
      focused = id;
      fill(FOCUS, new Set(rangesOf(id)));
    },
    destroy() {
      for (const style of layers.keys()) registry?.delete(PREFIX + style);
      layers.clear();
      shown = [];
      removeStyles?.();
    },
  };
}

/** What is painted in one style. Kept here too: Firefox lets content scripts write to a Highlight but not walk it. */
interface Layer {
  readonly highlight: Highlight;
  ranges: ReadonlySet<Range>;
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

function marksUnder(document: Document, marks: readonly Mark[], x: number, y: number): Mark[] {
  const registry: (HighlightRegistry & HitTesting) | undefined = document.defaultView?.CSS.highlights;
  if (registry?.highlightsFromPoint) {
    const roots = new Set(marks.map((mark) => mark.range.startContainer.getRootNode()));
    const shadowRoots = [...roots].filter(isShadowRoot);
    const ranges = new Set(registry.highlightsFromPoint(x, y, { shadowRoots }).flatMap((hit) => hit.ranges));
    return marks.filter((mark) => ranges.has(mark.range));
  }
  const element = elementUnder(document, x, y);
  return marks.filter(({ range }) => element && range.intersectsNode(element) && isUnder(range, x, y));
}

/** The innermost element under a point, also in shadow trees. */
function elementUnder(root: DocumentOrShadowRoot, x: number, y: number): Element | null {
  const element = root.elementFromPoint(x, y);
  const inner = element?.shadowRoot ? elementUnder(element.shadowRoot, x, y) : null;
  return inner ?? element;
}

function isUnder(range: Range, x: number, y: number): boolean {
  for (const { left, right, top, bottom } of range.getClientRects())
    if (x >= left && x <= right && y >= top && y <= bottom) return true;
  return false;
}
