/**
 * One index of a page's visible text: the text itself with white space collapsed, the way from every offset to a DOM
 * point and back, and the folded form for matching. It is a snapshot: build a new one when the page has changed.
 */
import { type Folded, fold } from './fold.ts';
import { type GramIndex, indexGrams } from './grams.ts';
import { countBelow } from './search.ts';
import { type TextSink, isShadowRoot, walkVisible } from './visible-text.ts';

/** Builds the index of everything visible under a node; for a document, of its body. */
export function buildTextIndex(root: Node): TextIndex {
  const top = root instanceof Document ? (root.body ?? root.documentElement ?? root) : root;
  return readText(top);
}

/** A half-open span of offsets. */
export type Span = readonly [start: number, end: number];

/** Text stands in runs: stretches that a text node holds character by character. */
interface Runs {
  /** Offset in the text where the run begins, its length, its node and its offset in that node's data. */
  readonly at: Int32Array;
  readonly length: Int32Array;
  readonly node: Int32Array;
  readonly offset: Int32Array;
}

/** The visible text of a page and its way to the DOM and back. Offsets are UTF-16 units of `text`. */
export class TextIndex {
  readonly text: string;
  /** Documents and shadow roots the text came from. */
  readonly roots: readonly Node[];
  readonly #nodes: readonly Text[];
  readonly #runs: Runs;
  #firstRun: Map<Node, number> | undefined;
  #folded: Folded | undefined;
  #grams: GramIndex | undefined;
  #astral: Int32Array | undefined;

  constructor(text: string, nodes: readonly Text[], runs: Runs, roots: readonly Node[]) {
    this.text = text;
    this.roots = roots;
    this.#nodes = nodes;
    this.#runs = runs;
  }

  /** The text in the form for matching. */
  get folded(): Folded {
    return (this.#folded ??= fold(this.text));
  }

  /** Where each short sequence of folded units occurs. */
  get grams(): GramIndex {
    return (this.#grams ??= indexGrams(this.folded.units));
  }

  /** A live range over a span; null if its nodes have changed since, or lie in different trees. */
  range(start: number, end: number): Range | null {
    const { at, length, node, offset } = this.#runs;
    if (!(start < end)) return null;
    let first = this.#runAt(start);
    let from = start - at[first]!;
    if (from >= length[first]!) {
      first++;
      from = 0;
    }
    const last = this.#runAt(end - 1);
    const to = Math.min(end - at[last]!, length[last]!);
    const startNode = this.#nodes[node[first] ?? -1];
    const endNode = this.#nodes[node[last] ?? -1];
    if (!startNode || !endNode || first > last) return null;
    const startAt = offset[first]! + from;
    const endAt = offset[last]! + to;
    if (startAt > startNode.length || endAt > endNode.length) return null;
    if (!startNode.isConnected || startNode.getRootNode() !== endNode.getRootNode()) return null;
    const range = startNode.ownerDocument.createRange();
    range.setStart(startNode, startAt);
    range.setEnd(endNode, endAt);
    return range.collapsed ? null : range;
  }

  /** The span of visible text in a range, without white space at its ends; null if it holds none. */
  spanOf(range: Range): Span | null {
    let start = this.offsetOf(range.startContainer, range.startOffset);
    let end = this.offsetOf(range.endContainer, range.endOffset);
    while (start < end && isSpace(this.text.charCodeAt(start))) start++;
    while (end > start && isSpace(this.text.charCodeAt(end - 1))) end--;
    return start < end ? this.whole(start, end) : null;
  }

  /** A span widened to whole characters: both halves of a pair, and the marks on a letter. */
  whole(start: number, end: number): Span {
    let from = start;
    let to = end;
    while (from > 0 && JOINED.test(this.text.charAt(from))) from--;
    while (to < this.text.length && JOINED.test(this.text.charAt(to))) to++;
    return [from, to];
  }

  /** The offset of the first visible character at or after a DOM point. */
  offsetOf(container: Node, offset: number): number {
    const { at, length, node, offset: offsets } = this.#runs;
    const known = this.#runOf(container);
    if (known !== undefined) {
      let run = known;
      while (node[run + 1] === node[known] && offsets[run + 1]! <= offset) run++;
      const inside = Math.max(0, offset - offsets[run]!);
      return at[run]! + Math.min(inside, length[run]!);
    }
    for (let next = pointNode(container, offset); next; next = following(next)) {
      const run = this.#runOf(next);
      if (run !== undefined) return at[run]!;
      // what a host shows stands in its shadow tree
      const shadow = 'shadowRoot' in next ? (next as Element).shadowRoot?.firstChild : undefined;
      if (shadow) {
        const inner = this.#firstIn(shadow);
        if (inner !== undefined) return at[inner]!;
      }
    }
    return this.text.length;
  }

  /** How many code points stand before an offset: the unit of W3C positions. */
  codePointsBefore(offset: number): number {
    const astral = this.#astralUnits();
    return offset - countBelow(astral, offset);
  }

  /** The offset of a code point number. */
  offsetOfCodePoint(count: number): number {
    const astral = this.#astralUnits();
    // every pair before it puts it one unit later, which may bring more pairs before it
    let at = count;
    for (let next = -1; next !== at && at < this.text.length;) {
      next = at;
      at = count + countBelow(astral, at + 1);
    }
    return Math.min(this.text.length, at);
  }

  #astralUnits(): Int32Array {
    if (this.#astral) return this.#astral;
    const found: number[] = [];
    // second halves of surrogate pairs: one unit more than code points from there on
    if (/[\udc00-\udfff]/.test(this.text))
      for (const match of this.text.matchAll(/[\u{10000}-\u{10ffff}]/gu)) found.push(match.index + 1);
    return (this.#astral = Int32Array.from(found));
  }

  #runAt(offset: number): number {
    return Math.max(0, countBelow(this.#runs.at, offset + 1) - 1);
  }

  #runOf(node: Node): number | undefined {
    if (!this.#firstRun) {
      this.#firstRun = new Map();
      const { node: numbers } = this.#runs;
      for (let run = numbers.length - 1; run >= 0; run--) {
        const owner = this.#nodes[numbers[run] ?? -1];
        if (owner) this.#firstRun.set(owner, run);
      }
    }
    return this.#firstRun.get(node);
  }

  #firstIn(node: Node): number | undefined {
    const root = node.getRootNode();
    for (let next: Node | null = node; next && next.getRootNode() === root; next = following(next)) {
      const run = this.#runOf(next);
      if (run !== undefined) return run;
    }
    return undefined;
  }
}

function readText(top: Node): TextIndex {
  const pieces: string[] = [];
  const nodes: Text[] = [];
  const at: number[] = [];
  const length: number[] = [];
  const node: number[] = [];
  const offset: number[] = [];
  const roots: Node[] = [top.getRootNode()];
  const frames: Document[] = [];
  let size = 0;
  let spaced = true;
  let gap = false;

  const addRun = (words: string, from: number) => {
    if (gap && !spaced) {
      pieces.push(' ');
      size++;
      spaced = true;
    }
    gap = false;
    const skip = spaced && words.charCodeAt(0) === 0x20 ? 1 : 0;
    if (skip === words.length) return;
    const text = words.slice(skip);
    at.push(size);
    length.push(text.length);
    node.push(nodes.length - 1);
    offset.push(from + skip);
    pieces.push(text);
    size += text.length;
    spaced = isSpace(text.charCodeAt(text.length - 1));
  };

  const sink: TextSink = {
    text(owner, preserve) {
      const { data } = owner;
      if (data === '') return;
      if (!preserve && BLANK.test(data)) {
        gap = true;
        return;
      }
      nodes.push(owner);
      let from = 0;
      if (preserve ? data.includes('\u00ad') : UNEVEN.test(data))
        for (const { 0: blank, index } of data.matchAll(preserve ? SHY : SPACES)) {
          if (blank === ' ') continue;
          // a soft hyphen is dropped; white space becomes the space that ends the run
          if (blank !== '\u00ad') addRun(`${data.slice(from, index)} `, from);
          else if (index > from) addRun(data.slice(from, index), from);
          from = index + blank.length;
        }
      if (from < data.length) addRun(data.slice(from), from);
    },
    gap() {
      gap = true;
    },
    root: (inner) => roots.push(inner),
    frame: (inner) => frames.push(inner),
  };

  walkVisible(top, sink);
  // frames are pages of their own: they follow, so that one that loads late moves nothing in the page around it
  for (let inner = frames.shift(); inner; inner = frames.shift()) {
    gap = true;
    roots.push(inner);
    walkVisible(inner.body, sink);
  }
  const runs = {
    at: Int32Array.from(at),
    length: Int32Array.from(length),
    node: Int32Array.from(node),
    offset: Int32Array.from(offset),
  };
  return new TextIndex(pieces.join(''), nodes, runs, roots);
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || (unit >= 9 && unit <= 13) || unit === 0xa0;
}

/** The node a DOM point stands before, in document order. */
function pointNode(container: Node, offset: number): Node | null {
  return container.childNodes[offset] ?? after(container);
}

function following(node: Node): Node | null {
  return node.firstChild ?? after(node);
}

function after(node: Node): Node | null {
  for (let up: Node | null = node; up; up = isShadowRoot(up) ? up.host : up.parentNode)
    if (up.nextSibling) return up.nextSibling;
  return null;
}

const JOINED = /[\udc00-\udfff\p{M}]/u;
const BLANK = /^[ \t\n\r\f]+$/;
const UNEVEN = /[\t\n\r\f\u00ad]| {2}/;
const SPACES = /[ \t\n\r\f]+|\u00ad/g;
const SHY = /\u00ad/g;
