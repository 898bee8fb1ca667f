/**
 * The memory of a page's text: neighbouring blocks that were read together, with the piece they gave, and which of them
 * still stand as they were read. Separate from the reading so that all reasons to forget stand in one place.
 */
import { PieceWriter, type TextPiece, isBlank } from './text-piece.ts';
import {
  type Reading,
  type Sight,
  type TextSink,
  isBlock,
  isElement,
  isShadowRoot,
  isSkipped,
  isText,
  sightOf,
  walkNode,
} from './visible-text.ts';

/** Blocks that follow each other, read as one. */
export interface Cell {
  readonly last: Element;
  readonly piece: TextPiece | null;
  /** Shadow roots and frames in it. */
  readonly roots: readonly Node[];
  readonly frames: readonly HTMLIFrameElement[];
}

interface KnownCell extends Cell {
  readonly blocks: readonly Element[];
  readonly sights: readonly Sight[];
  readonly preserve: boolean;
  /** Custom elements that wait for their class, which may give them a shadow tree without a word to us. */
  readonly waiting: readonly Element[];
  /** When it was last known to stand, and in which reading. */
  at: number;
  seen: number;
}

/** All cells of a page. Time is counted in changes told, so that nothing need be cleared when the page was read. */
export class Cells {
  readonly #cells = new WeakMap<Element, KnownCell>();
  #now = 1;
  #reading = 0;
  /** When something in or under a node changed. */
  readonly #touched = new WeakMap<Node, number>();
  /** When children of a node came or went, or text directly in it changed. */
  readonly #relisted = new WeakMap<Node, number>();
  /** When everything under a node may have been shown or hidden. */
  readonly #restyled = new WeakMap<Node, number>();
  #everything = 0;
  /** The latest doubt about what stands at the present place. */
  #doubted = 0;
  #spent = 0;

  /** What reading and asking has cost so far, in UTF-16 units of text. */
  get spent(): number {
    return this.#spent;
  }

  /** Forgets what changes touched. */
  touch(records: readonly MutationRecord[]): void {
    this.#now++;
    const out = new Set<Node>();
    for (const record of records) {
      const { type, target, attributeName } = record;
      this.#touchUp(target);
      for (const node of record.addedNodes) if (!out.has(node)) this.#doubt(node);
      for (const node of record.removedNodes) out.add(node);
      if (type === 'childList') this.#relisted.set(target, this.#now);
      if (type === 'characterData' && target.parentNode) this.#relisted.set(target.parentNode, this.#now);
      if (type === 'attributes') this.#restyled.set(target, this.#now);
      // other children, or another slot for one, change what the whole shadow tree shows
      const host = attributeName === 'slot' ? target.parentNode : target;
      if (host && isElement(host) && host.shadowRoot) this.#restyled.set(host, this.#now);
      if (governs(record)) this.#everything = this.#now;
    }
  }

  /** A way through the page begins at its top; `anew` when it is not the continuation of one. */
  begin(anew: boolean): void {
    if (anew) this.#reading++;
    this.#doubted = this.#everything;
  }

  /** Goes through what a parent holds. */
  within(parent: Node, go: () => void): void {
    const before = this.#doubted;
    this.#doubted = Math.max(before, this.#restyled.get(isShadowRoot(parent) ? parent.host : parent) ?? 0);
    go();
    this.#doubted = before;
  }

  /** The cell that begins at a block, if it stands as it was read. */
  standing(first: Element, preserve: boolean): Cell | null {
    const cell = this.#cells.get(first);
    return cell && cell.preserve === preserve && cell.at >= this.#doubted && this.#stands(cell) ? cell : null;
  }

  /** Reads the cell that begins at a block, of so many blocks at most; null when the first is too large for one. */
  read(first: Element, preserve: boolean, follow: (root: Node) => void, most = Infinity): Cell | null {
    if (!isBlock(first) || !fits(first)) return null;
    const reader = new CellReader(follow);
    const blocks: Element[] = [];
    for (let node: Node | null = first; node && !reader.isFull && blocks.length < most; node = node.nextSibling) {
      if (isPassedOver(node)) continue;
      if (!isElement(node) || !isBlock(node)) break;
      // a cell that stands is not read again only because something was put before it
      if (node !== first && (this.standing(node, preserve) || !fits(node))) break;
      reader.nodes++;
      walkNode(node, reader, { preserve, shown: true });
      blocks.push(node);
    }
    const cell: KnownCell = {
      last: blocks.at(-1) ?? first,
      piece: reader.finish(),
      roots: reader.roots,
      frames: reader.frames,
      blocks,
      sights: blocks.map(sightOf),
      preserve,
      waiting: blocks.flatMap((block) => [...block.querySelectorAll(':not(:defined)')]),
      at: this.#now,
      seen: this.#reading,
    };
    this.#spent += reader.size + NODE * reader.nodes;
    for (const block of blocks) this.#cells.delete(block);
    this.#cells.set(first, cell);
    return cell;
  }

  #stands(cell: KnownCell): boolean {
    const { blocks, sights, at } = cell;
    if (at === this.#now && cell.seen === this.#reading) return true;
    if (cell.waiting.some(({ shadowRoot }) => shadowRoot)) return false;
    const since = (times: WeakMap<Node, number>, node: Node | null) => (node ? (times.get(node) ?? 0) : 0) > at;
    const isRelisted = since(this.#relisted, blocks[0]?.parentNode ?? null);
    for (let number = 0; number < blocks.length; number++) {
      const block = blocks[number]!;
      if (since(this.#touched, block)) return false;
      // asked once a reading: rules and media can show or hide a block without a word to us
      if (cell.seen !== this.#reading) {
        this.#spent += NODE;
        if (sightOf(block) !== sights[number]) return false;
      }
      if (isRelisted && number > 0 && nextBlock(blocks[number - 1]!) !== block) return false;
    }
    cell.at = this.#now;
    cell.seen = this.#reading;
    return true;
  }

  /** What came was perhaps in the page before: while it was out, nobody told what became of it. */
  #doubt(node: Node): void {
    this.#touchUp(node);
    this.#restyled.set(node, this.#now);
  }

  /** Marks a node and all it stands in, as the tree is written and as it is shown. */
  #touchUp(node: Node): void {
    for (let at: Node | null = node; at; at = isShadowRoot(at) ? at.host : at.parentNode) {
      if (this.#touched.get(at) === this.#now) return;
      this.#touched.set(at, this.#now);
      const slot = (at as Element | Text).assignedSlot;
      if (slot) this.#touchUp(slot);
    }
  }
}

/** A cell is closed when it holds so much text or so many nodes. */
const ENOUGH = 2048;
/** A node costs as much as so much text: the browser is asked whether it is seen. */
const NODE = 50;
/** A block with more text or more nodes is gone into instead. */
const MOST_TEXT = 4096;
const MOST_NODES = 400;

/** Whether a block is small enough, with what is in its shadow trees; asks no further than it must. */
function fits(block: Node, left = { text: MOST_TEXT, nodes: MOST_NODES }): boolean {
  let node: Node | null = block;
  while (node) {
    const isUnread: boolean = isElement(node) && isSkipped(node);
    if (isText(node)) left.text -= node.length;
    if (left.text < 0 || --left.nodes < 0) return false;
    if (isElement(node) && node.shadowRoot && !fits(node.shadowRoot, left)) return false;
    let next: Node | null = isUnread ? null : node.firstChild;
    for (let up: Node = node; !next && up !== block; up = up.parentNode!) next = up.nextSibling;
    node = next;
  }
  return true;
}

/** Reads one cell: everything in it, whatever its size. */
class CellReader implements TextSink {
  readonly roots: Node[] = [];
  readonly frames: HTMLIFrameElement[] = [];
  readonly #follow: (root: Node) => void;
  readonly #writer = new PieceWriter();

  constructor(follow: (root: Node) => void) {
    this.#follow = follow;
  }

  /** Nodes read so far. */
  nodes = 0;

  get size(): number {
    return this.#writer.size;
  }

  get isFull(): boolean {
    return this.size >= ENOUGH || this.nodes >= MOST_NODES;
  }

  finish(): TextPiece | null {
    return this.#writer.finish();
  }

  children(parent: Node, how: Reading): void {
    for (let child = parent.firstChild; child; child = child.nextSibling) {
      this.nodes++;
      walkNode(child, this, how);
    }
  }

  text(node: Text, preserve: boolean): void {
    this.#writer.text(node, preserve);
  }

  gap(): void {
    this.#writer.gap();
  }

  root(root: Node): void {
    this.#follow(root);
    this.roots.push(root);
  }

  frame(frame: HTMLIFrameElement): void {
    this.frames.push(frame);
  }
}

/** What may stand between the blocks of a cell: nothing that is ever text. */
function isPassedOver(node: Node): boolean {
  if (isElement(node)) return isSkipped(node);
  return !isText(node) || isBlank(node.data);
}

function nextBlock(block: Element): Node | null {
  let next = block.nextSibling;
  while (next && isPassedOver(next)) next = next.nextSibling;
  return next;
}

/** Whether a change can show or hide anything anywhere: of rules, or of what every rule begins with. */
function governs({ type, target, addedNodes, removedNodes }: MutationRecord): boolean {
  if (type === 'attributes') return target.nodeName === 'HTML' || target.nodeName === 'BODY' || bringsRules(target);
  return [target, target.parentNode, ...addedNodes, ...removedNodes].some((node) => node && bringsRules(node));
}

function bringsRules(node: Node): boolean {
  return node.nodeName === 'STYLE' || node.nodeName === 'LINK';
}
