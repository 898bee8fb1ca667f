/**
 * Reads a page's visible text again and again while the page lives. What it read it keeps in cells, a few thousand
 * characters of neighbouring blocks each; after a change only the cells that the change touched are read anew.
 */
import { type Cell, Cells } from './cells.ts';
import { finish } from './slices.ts';
import { TextIndex } from './text-index.ts';
import { PieceWriter, type TextPiece } from './text-piece.ts';
import { type Reading, type TextSink, documentIn, isElement, walkNode, walkVisible } from './visible-text.ts';

/** Builds the index of everything visible under a node, once; for a document, of its body. */
export function buildTextIndex(root: Node): TextIndex {
  return new PageText(root).read();
}

/** Who is told where the page is read, so that changes there are heard. */
export interface PageTextOptions {
  /** Called with each document and shadow root before it is read. */
  readonly follow?: (root: Node) => void;
  /** Called before each reading: changes that are known but not told yet must be told now. */
  readonly flush?: () => void;
}

/** The visible text of a page that changes. */
export class PageText {
  readonly #root: Node;
  readonly #cells = new Cells();
  readonly #options: PageTextOptions;
  #index: TextIndex | undefined;

  constructor(root: Node, options: PageTextOptions = {}) {
    this.#root = root;
    this.#options = options;
  }

  /** The page changed, in these ways; what they touched is read again when next asked for. */
  changed(records: readonly MutationRecord[]): void {
    this.#index = undefined;
    this.#cells.touch(records);
  }

  /** The index of the page as it is now; the same one while nothing has changed. */
  read(): TextIndex {
    return finish(this.readSteps(Infinity));
  }

  /**
   * Like `read`, in short steps. The page may change between them: each step goes through the page from its top and
   * finds what earlier ones have read in its cells, so no step holds on to a place in a page that is gone by then.
   */
  *readSteps(atATime = STEP): Generator<void, TextIndex> {
    for (let step = 1; ; step++) {
      this.#options.flush?.();
      if (this.#index) return this.#index;
      // a page that changes faster than it is read is read in one go
      const most = step < MOST_STEPS ? atATime : Infinity;
      this.#cells.begin(step === 1);
      const index = new PageReader(this.#cells, most, this.#options.follow).read(this.#root);
      if (index) return (this.#index = index);
      yield;
    }
  }
}

/** UTF-16 units to read, or what takes as long, before others may have their turn. */
const STEP = 100_000;
const MOST_STEPS = 500;

/** One way through a page from its top, until it is read or enough was read for now. */
class PageReader implements TextSink {
  readonly #cells: Cells;
  readonly #follow: (root: Node) => void;
  readonly #pieces: TextPiece[] = [];
  readonly #roots: Node[] = [];
  readonly #frames: HTMLIFrameElement[] = [];
  /** Text that stands in no cell: between blocks, in elements too large for one. */
  #loose = new PieceWriter();
  /** What the cells may have spent when this way ends. Loose text is not counted: the next way would read it again. */
  readonly #limit: number;

  constructor(cells: Cells, most: number, follow: (root: Node) => void = () => undefined) {
    this.#cells = cells;
    this.#limit = cells.spent + most;
    this.#follow = follow;
  }

  /** The index, or null when more was to be read than is allowed at a time. */
  read(root: Node): TextIndex | null {
    const top = root instanceof Document ? (root.body ?? root.documentElement ?? root) : root;
    this.root(top.getRootNode());
    this.#top(top);
    // frames are pages of their own: they follow, so that one that loads late moves nothing in the page around it
    for (const frame of this.#frames) {
      const inner = documentIn(frame);
      if (!inner?.body || this.#isSpent) continue;
      this.root(inner);
      this.#top(inner.body);
    }
    if (this.#isSpent) return null;
    return new TextIndex(this.#pieces, this.#roots);
  }

  get #isSpent(): boolean {
    return this.#cells.spent >= this.#limit;
  }

  #top(top: Node): void {
    const cell = isElement(top) ? this.#cellAt(top, false, 1) : null;
    if (cell) this.#take(cell);
    else walkVisible(top, this);
    this.#close();
  }

  children(parent: Node, how: Reading): void {
    this.#cells.within(parent, () => {
      for (let child = parent.firstChild; child && !this.#isSpent;) {
        const cell = isElement(child) ? this.#cellAt(child, how.preserve) : null;
        if (cell) this.#take(cell);
        else walkNode(child, this, how);
        child = (cell?.last ?? child).nextSibling;
      }
    });
  }

  text(node: Text, preserve: boolean): void {
    this.#loose.text(node, preserve);
  }

  gap(): void {
    this.#loose.gap();
  }

  root(root: Node): void {
    this.#follow(root);
    this.#roots.push(root);
  }

  frame(frame: HTMLIFrameElement): void {
    this.#frames.push(frame);
  }

  #cellAt(first: Element, preserve: boolean, most?: number): Cell | null {
    const known = this.#cells.standing(first, preserve);
    return known ?? this.#cells.read(first, preserve, this.#follow, most);
  }

  #take({ piece, roots, frames }: Cell): void {
    this.#close();
    if (piece) this.#pieces.push(piece);
    this.#roots.push(...roots);
    this.#frames.push(...frames);
  }

  #close(): void {
    const piece = this.#loose.finish();
    if (!piece) return;
    this.#pieces.push(piece);
    this.#loose = new PieceWriter();
  }
}
