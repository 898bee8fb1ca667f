/**
 * One index of a page's visible text: the text itself with white space collapsed, the way from every offset to a DOM
 * point and back, and the folded form for matching. It is a snapshot joined from pieces: when the page has changed, a
 * new one is joined from those that still stand and those that were read again (page-text.ts).
 */
import type { Folded } from './fold.ts';
import { type GramIndex, gramSteps } from './grams.ts';
import { countBelow } from './search.ts';
import { type Runs, type TextPiece, isSpace } from './text-piece.ts';
import { following, pointNode } from './tree-order.ts';

/** A half-open span of offsets. */
export type Span = readonly [start: number, end: number];

/** The visible text of a page and its way to the DOM and back. Offsets are UTF-16 units of `text`. */
export class TextIndex {
  readonly text: string;
  /** Documents and shadow roots the text came from. */
  readonly roots: readonly Node[];
  readonly #pieces: readonly TextPiece[];
  /** Where each piece begins. */
  readonly #starts: Int32Array;
  readonly #nodes: readonly Text[];
  readonly #runs: Runs;
  #places: Map<TextPiece, number> | undefined;
  #firstRun: Map<Node, number> | undefined;
  #folded: Folded | undefined;
  #grams: GramIndex | undefined;
  #searches = 0;
  #astral: Int32Array | undefined;
  /** Where text goes on after nodes far from any. */
  readonly #ahead = new WeakMap<Node, number>();

  constructor(pieces: readonly TextPiece[], roots: readonly Node[]) {
    const texts: string[] = [];
    this.#pieces = pieces;
    this.#starts = new Int32Array(pieces.length);
    this.roots = roots;
    let size = 0;
    let spaced = true;
    pieces.forEach(({ text }, at) => {
      if (!spaced) size += texts.push(' ') && 1;
      this.#starts[at] = size;
      texts.push(text);
      size += text.length;
      spaced = isSpace(text.charCodeAt(text.length - 1));
    });
    this.text = texts.join('');
    this.#nodes = pieces.flatMap(({ nodes }) => nodes);
    this.#runs = joinRuns(pieces, this.#starts);
  }

  /** The text in the form for matching. */
  get folded(): Folded {
    return (this.#folded ??= joinFolded(this.#pieces, this.#starts, this.text.length));
  }

  /** Folds the text piece by piece; each step is short. */
  *foldSteps(): Generator<void> {
    let size = 0;
    for (const piece of this.#pieces) {
      size += piece.folded.units.length;
      if (size > STEP) {
        size = 0;
        yield;
      }
    }
    void this.folded;
  }

  /** Where each short sequence of folded units occurs, all of them; kept for whoever searches next. */
  *gramSteps(): Generator<void, GramIndex> {
    return (this.#grams ??= yield* gramSteps(this.folded.units));
  }

  /** Whether all sequences had better be indexed: they are already, or so many searches without that were made. */
  get hasGrams(): boolean {
    return this.#grams !== undefined || this.#searches >= 3;
  }

  /** The page was gone through for a few sequences only, at about a third of what an index of all costs. */
  searched(): void {
    this.#searches++;
  }

  /**
   * Where a span of an older index stands in this one: null unless all that it was read from stands as it did.
   */
  carried([start, end]: Span, before: TextIndex): Span | null {
    if (before === this) return [start, end];
    const first = before.#pieceAt(start);
    const last = before.#pieceAt(end - 1);
    const here = this.#placeOf(before.#pieces[first]);
    if (here === undefined) return null;
    for (let at = first; at <= last; at++) if (this.#pieces[here + at - first] !== before.#pieces[at]) return null;
    const shift = this.#starts[here]! - before.#starts[first]!;
    return [start + shift, end + shift];
  }

  /** An index of only what an older one does not have, with the piece before and after it; null if that is nothing. */
  freshSince(before: TextIndex): TextIndex | null {
    const near = this.#pieces.filter((_, at) => {
      const around = this.#pieces.slice(Math.max(0, at - 1), at + 2);
      return around.some((piece) => before.#placeOf(piece) === undefined);
    });
    return near.length > 0 ? new TextIndex(near, this.roots) : null;
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
    if (!startNode.isConnected) return null;
    if (startNode !== endNode && startNode.getRootNode() !== endNode.getRootNode()) return null;
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
    while (from > 0 && this.#isJoinedAt(from)) from--;
    while (to < this.text.length && this.#isJoinedAt(to)) to++;
    return [from, to];
  }

  /** Whether what stands at an offset belongs to the character before it: a second half, or what is composed with it. */
  #isJoinedAt(offset: number): boolean {
    return JOINED.test(String.fromCodePoint(this.text.codePointAt(offset) ?? 0));
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
    const passed: Node[] = [];
    const found = this.#offsetFrom(pointNode(container, offset), passed);
    for (const one of passed) this.#ahead.set(one, found);
    return found;
  }

  /** The offset of the first visible character in or after a node; a long way is gone once, and told by its milestones. */
  #offsetFrom(first: Node | null, passed: Node[]): number {
    const { at } = this.#runs;
    let steps = 0;
    for (let next = first; next; next = following(next)) {
      const run = this.#runOf(next);
      if (run !== undefined) return at[run]!;
      const known = this.#ahead.get(next);
      if (known !== undefined) return known;
      if (++steps % MILESTONE === 0) passed.push(next);
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

  #pieceAt(offset: number): number {
    return Math.max(0, countBelow(this.#starts, offset + 1) - 1);
  }

  #placeOf(piece: TextPiece | undefined): number | undefined {
    this.#places ??= new Map(this.#pieces.map((one, at) => [one, at]));
    return piece && this.#places.get(piece);
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

function joinRuns(pieces: readonly TextPiece[], starts: Int32Array): Runs {
  const count = pieces.reduce((sum, { runs }) => sum + runs.at.length, 0);
  const joined = {
    at: new Int32Array(count),
    length: new Int32Array(count),
    node: new Int32Array(count),
    offset: new Int32Array(count),
  };
  let run = 0;
  let nodes = 0;
  pieces.forEach((piece, number) => {
    const { at, length, node, offset } = piece.runs;
    joined.length.set(length, run);
    joined.offset.set(offset, run);
    for (let i = 0; i < at.length; i++, run++) {
      joined.at[run] = at[i]! + starts[number]!;
      joined.node[run] = node[i]! + nodes;
    }
    nodes += piece.nodes.length;
  });
  return joined;
}

function joinFolded(pieces: readonly TextPiece[], starts: Int32Array, length: number): Folded {
  const size = pieces.reduce((sum, { folded }) => sum + folded.units.length, 0);
  const units = new Uint16Array(size);
  const map = new Int32Array(size + 1);
  let at = 0;
  pieces.forEach(({ folded }, number) => {
    const start = starts[number]!;
    units.set(folded.units, at);
    for (let i = 0; i < folded.units.length; i++) map[at++] = folded.map[i]! + start;
  });
  map[size] = length;
  return { units, map };
}

/** Second halves, marks, and the vowels and finals that a Hangul syllable is composed of. */
const JOINED = /[\udc00-\udfff\p{M}\u1160-\u11ff]/u;
/** Nodes without text between those that are remembered. */
const MILESTONE = 32;
/** Units to fold before others may have their turn. */
const STEP = 100_000;
