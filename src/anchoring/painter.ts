/**
 * Paints passages with CSS Custom Highlights, by kind and by density, and tells which passages lie under a point. The
 * page's DOM is not touched, so nothing the page does can break on us.
 */
import { type StylePort, adoptedStyles } from './adopted-styles.ts';
import { LEVELS } from './density.ts';
import { marksUnder } from './hit-test.ts';
import { type Layers, createLayers, crowd } from './layers.ts';
import { livingDocument } from './living-document.ts';
import { type Mark, isSameRange } from './mark.ts';
import { type MarkTree, sortMarks } from './mark-tree.ts';
import { PAINT_STYLES } from './paint-styles.ts';

/** Paints marks until it is destroyed. */
export interface Painter {
  /** Paints exactly these marks; what was painted before and is not among them goes. */
  paint(marks: readonly Mark[]): void;
  /** What is painted now. */
  readonly marks: readonly Mark[];
  /** The ids of the marks under a point of a document's viewport, the shortest passage first. */
  at(x: number, y: number, within?: Document): string[];
  rangesOf(id: string): Range[];
  /** Shows one mark as the one spoken of, or none. */
  focus(id: string | null): void;
  /** Shows these marks as the ones pointed at. */
  hover(ids: readonly string[]): void;
  /** Calls back for every document that is painted in, the page's own or a frame's, when it is first painted in. */
  follow(found: (document: Document) => void): void;
  destroy(): void;
}

/** Makes a painter for a document and the frames in it that it may read. */
export function createPainter(document: Document, styles: StylePort = adoptedStyles): Painter {
  const papers = new Map<Document, Layers>();
  const sheets = new Map<Node, () => void>();
  const followers: ((document: Document) => void)[] = [];
  const spoken = { hover: new Set<string>(), focus: new Set<string>() };
  let marks: readonly Mark[] = [];
  let trees = new Map<Node, MarkTree>();
  let shaded: ReadonlyMap<Node, Map<number, Range>> = new Map();

  /** What a tree needs with the first mark in it: most pages have none, and a style sheet costs a pass over the page. */
  const prepare = (root: Node) => {
    const owner = livingDocument(root);
    if (sheets.has(root) || !owner) return;
    // rules do not reach into shadow trees everywhere: https://bugzilla.mozilla.org/show_bug.cgi?id=1868009
    sheets.set(root, styles.addStyles(PAINT_STYLES, root as Document | ShadowRoot));
    if (papers.has(owner)) return;
    papers.set(owner, createLayers(owner));
    for (const found of followers) found(owner);
  };
  /** Frames come and go, and what was painted in them goes with them. */
  const forgetGone = () => {
    const before = trees.size;
    for (const kept of [sheets, papers, trees] as Map<Node, unknown>[])
      for (const node of kept.keys()) if (!livingDocument(node)) kept.delete(node);
    if (trees.size < before) gather();
  };
  const gather = () => void (marks = [...trees.values()].flatMap((tree) => tree.marks));
  const fill = (style: string, ranges: readonly Range[] = []) => {
    const parts = Map.groupBy(ranges, livingDocument);
    for (const [owner, layers] of papers) layers.fill(style, new Set(parts.get(owner)));
  };
  const speakOf = (style: 'hover' | 'focus', ids: Iterable<string>) => {
    forgetGone();
    const wanted = (spoken[style] = new Set(ids));
    fill(
      style,
      marks.flatMap(({ id, range }) => (wanted.has(id) ? range : [])),
    );
  };
  const shade = () => {
    const levels = new Map<number, Range[]>(LEVELS.map((level) => [level, []]));
    const now = new Map<Node, Map<number, Range>>();
    for (const { level, from, to } of [...trees.values()].flatMap((tree) => tree.crowds())) {
      let range = shaded.get(from.node)?.get(from.offset);
      if (range?.endContainer !== to.node || range.endOffset !== to.offset) {
        range = livingDocument(from.node)!.createRange();
        range.setStart(from.node, from.offset);
        range.setEnd(to.node, to.offset);
      }
      levels.get(level)?.push(range);
      now.set(from.node, (now.get(from.node) ?? new Map<number, Range>()).set(from.offset, range));
    }
    shaded = now;
    for (const [level, ranges] of levels) fill(crowd(level), ranges);
  };

  return {
    paint(next) {
      forgetGone();
      const styled = marks.map((mark) => mark.style);
      const before = new Map(marks.map((mark) => [mark.id, mark.range]));
      // a range that says the same as the one painted already need not be told to the browser
      const known = next
        .filter(({ range }) => livingDocument(range))
        .map((mark) => {
          const range = before.get(mark.id);
          return range && isSameRange(range, mark.range) ? { ...mark, range } : mark;
        });
      const roots = Map.groupBy(known, ({ range }) => range.startContainer.getRootNode());
      trees = new Map([...roots].map(([root, inside]) => [root, sortMarks(inside)]));
      gather();
      for (const root of roots.keys()) prepare(root);
      const groups = Map.groupBy(known, (mark) => mark.style);
      for (const style of new Set([...styled, ...groups.keys()]))
        fill(
          style,
          groups.get(style)?.map((mark) => mark.range),
        );
      shade();
      speakOf('hover', spoken.hover);
      speakOf('focus', spoken.focus);
    },
    get marks() {
      return marks;
    },
    at(x, y, within = document) {
      forgetGone();
      const hits = marksUnder(within, trees, x, y).map(({ id, range }) => ({ id, size: String(range).length }));
      hits.sort((one, other) => one.size - other.size);
      return [...new Set(hits.map((hit) => hit.id))];
    },
    rangesOf: (id) => marks.flatMap((mark) => (mark.id === id ? mark.range : [])),
    focus: (id) => speakOf('focus', id === null ? [] : [id]),
    hover: (ids) => speakOf('hover', ids),
    follow(found) {
      followers.push(found);
      for (const owner of papers.keys()) found(owner);
    },
    destroy() {
      forgetGone();
      for (const layers of papers.values()) layers.clear();
      for (const remove of sheets.values()) remove();
      papers.clear();
      sheets.clear();
      trees.clear();
      marks = [];
    },
  };
}
