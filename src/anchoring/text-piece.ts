/**
 * A piece of a page's visible text: what one stretch of the document shows, with white space collapsed and the way from
 * every offset to its text node. Separate from the index, which joins pieces: a piece outlives it where the page did
 * not change.
 */
import { type Folded, fold } from './fold.ts';

/** Text stands in runs: stretches that a text node holds character by character. */
export interface Runs {
  /** Offset in the text where the run begins, its length, the number of its node and its offset in that node's data. */
  readonly at: Int32Array;
  readonly length: Int32Array;
  readonly node: Int32Array;
  readonly offset: Int32Array;
}

/** Begins and ends at a border that reads as white space; holds none at its start. */
export class TextPiece {
  readonly text: string;
  readonly nodes: readonly Text[];
  readonly runs: Runs;
  #folded: Folded | undefined;

  constructor(text: string, nodes: readonly Text[], runs: Runs) {
    this.text = text;
    this.nodes = nodes;
    this.runs = runs;
  }

  /** The text in the form for matching. */
  get folded(): Folded {
    return (this.#folded ??= fold(this.text));
  }
}

/** Writes a piece, text node after text node. */
export class PieceWriter {
  #parts: string[] = [];
  #nodes: Text[] = [];
  #at: number[] = [];
  #length: number[] = [];
  #node: number[] = [];
  #offset: number[] = [];
  #size = 0;
  #spaced = true;
  #gap = false;

  /** UTF-16 units written so far. */
  get size(): number {
    return this.#size;
  }

  /** A border that reads as white space. */
  gap(): void {
    this.#gap = true;
  }

  /** The text of a node; `preserve` keeps its white space. */
  text(owner: Text, preserve: boolean): void {
    const { data } = owner;
    if (data === '') return;
    if (!preserve && isBlank(data)) {
      this.#gap = true;
      return;
    }
    this.#nodes.push(owner);
    let from = 0;
    if (preserve ? data.includes('\u00ad') : UNEVEN.test(data))
      for (const { 0: blank, index } of data.matchAll(preserve ? SHY : SPACES)) {
        if (blank === ' ') continue;
        // a soft hyphen is dropped; white space becomes the space that ends the run
        if (blank !== '\u00ad') this.#add(`${data.slice(from, index)} `, from);
        else if (index > from) this.#add(data.slice(from, index), from);
        from = index + blank.length;
      }
    if (from < data.length) this.#add(data.slice(from), from);
  }

  /** The piece; null when nothing was written. */
  finish(): TextPiece | null {
    if (this.#size === 0) return null;
    const runs = {
      at: new Int32Array(this.#at),
      length: new Int32Array(this.#length),
      node: new Int32Array(this.#node),
      offset: new Int32Array(this.#offset),
    };
    return new TextPiece(this.#parts.join(''), this.#nodes, runs);
  }

  #add(words: string, from: number): void {
    if (this.#gap && !this.#spaced) {
      this.#parts.push(' ');
      this.#size++;
      this.#spaced = true;
    }
    this.#gap = false;
    const skip = this.#spaced && words.charCodeAt(0) === 0x20 ? 1 : 0;
    if (skip === words.length) return;
    const text = words.slice(skip);
    this.#at.push(this.#size);
    this.#length.push(text.length);
    this.#node.push(this.#nodes.length - 1);
    this.#offset.push(from + skip);
    this.#parts.push(text);
    this.#size += text.length;
    this.#spaced = isSpace(text.charCodeAt(text.length - 1));
  }
}

/** White space at which a text can be broken or trimmed. */
export function isSpace(unit: number): boolean {
  return unit === 0x20 || (unit >= 9 && unit <= 13) || unit === 0xa0;
}

/** Whether data shows nothing but white space that collapses. */
export function isBlank(data: string): boolean {
  return BLANK.test(data);
}

const BLANK = /^[ \t\n\r\f]*$/;
const UNEVEN = /[\t\n\r\f\u00ad]| {2}/;
const SPACES = /[ \t\n\r\f]+|\u00ad/g;
const SHY = /\u00ad/g;
