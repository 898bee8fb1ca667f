/**
 * A page whose characters remember where they stood before it was edited. Separate from the edits, so that the truth
 * about a passage follows from what happened to its characters and not from any way of searching for it.
 */
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, html, parse, serialize } from 'parse5';

export type Element = DefaultTreeAdapterTypes.Element;
export type TextNode = DefaultTreeAdapterTypes.TextNode;
type ParentNode = DefaultTreeAdapterTypes.ParentNode;
type ChildNode = DefaultTreeAdapterTypes.ChildNode;

/** Where a character came from: its old offset, and whether it is still the same character. */
export interface Origin {
  readonly at: number;
  readonly kept: boolean;
}

/** What was not in the page before. */
export const NEW: Origin = { at: -1, kept: false };

/** A parsed page; offsets are those of `document.body.textContent`. */
export class TracedPage {
  readonly #document: DefaultTreeAdapterTypes.Document;
  readonly #origins = new WeakMap<TextNode, readonly Origin[]>();
  readonly body: Element;

  constructor(source: string) {
    // written and read once, so that this tree is the one a browser makes of `html()`
    this.#document = parse(serialize(parse(source)));
    const body = descendants(this.#document).find((one): one is Element => isElement(one) && one.tagName === 'body');
    if (!body) throw new Error('a page has a body');
    this.body = body;
    let offset = 0;
    for (const node of this.texts()) {
      const start = offset;
      this.#origins.set(
        node,
        Array.from({ length: node.value.length }, (_, i) => ({ at: start + i, kept: true })),
      );
      offset += node.value.length;
    }
  }

  html(): string {
    return serialize(this.#document);
  }

  /** Every text node of the body, in order. */
  texts(under: ParentNode = this.body): TextNode[] {
    return descendants(under).filter(isText);
  }

  /** Every element under another one, in order, by tag name. */
  elements(...names: readonly string[]): Element[] {
    return descendants(this.body).filter((one): one is Element => isElement(one) && names.includes(one.tagName));
  }

  text(): string {
    return this.texts()
      .map(({ value }) => value)
      .join('');
  }

  origins(): Origin[] {
    return this.texts().flatMap((node) => [...this.originsOf(node)]);
  }

  originsOf(node: TextNode): readonly Origin[] {
    return this.#origins.get(node) ?? Array.from({ length: node.value.length }, () => NEW);
  }

  /** Puts other text in the place of a part of a node; it stands for what was there if `instead`. */
  replace(node: TextNode, start: number, end: number, words: string, instead: boolean): void {
    const origins = this.originsOf(node);
    const stand = Array.from({ length: words.length }, (_, i): Origin => {
      const old = instead ? origins[start + Math.floor((i * (end - start)) / words.length)] : undefined;
      return old && old.at >= 0 ? { at: old.at, kept: false } : NEW;
    });
    this.#origins.set(node, [...origins.slice(0, start), ...stand, ...origins.slice(end)]);
    node.value = node.value.slice(0, start) + words + node.value.slice(end);
  }

  /** Puts an element around a part of a text node. */
  wrap(node: TextNode, start: number, end: number, tag: string): void {
    const parent = node.parentNode;
    if (!parent) return;
    const origins = this.originsOf(node);
    const part = (from: number, to: number): TextNode => {
      const made = textNode(node.value.slice(from, to));
      this.#origins.set(made, origins.slice(from, to));
      return made;
    };
    const around = element(tag);
    defaultTreeAdapter.appendChild(around, part(start, end));
    const pieces: ChildNode[] = [part(0, start), around, part(end, node.value.length)];
    for (const piece of pieces) if (!isText(piece) || piece.value) defaultTreeAdapter.insertBefore(parent, piece, node);
    defaultTreeAdapter.detachNode(node);
  }

  /** Takes an element away and leaves what is in it. */
  unwrap(one: Element): void {
    const parent = one.parentNode;
    if (!parent) return;
    for (const child of one.childNodes.slice()) {
      defaultTreeAdapter.detachNode(child);
      defaultTreeAdapter.insertBefore(parent, child, one);
    }
    defaultTreeAdapter.detachNode(one);
  }

  remove(one: Element): void {
    defaultTreeAdapter.detachNode(one);
  }

  /** Puts a new element with text before another node. */
  insertBefore(one: Element, tag: string, words: string): void {
    const made = element(tag);
    defaultTreeAdapter.appendChild(made, textNode(words));
    if (one.parentNode) defaultTreeAdapter.insertBefore(one.parentNode, made, one);
  }

  /** Gives a parent its children in another order. */
  reorder(parent: Element, order: readonly ChildNode[]): void {
    for (const child of order) {
      defaultTreeAdapter.detachNode(child);
      defaultTreeAdapter.appendChild(parent, child);
    }
  }

  rename(one: Element, tag: string): void {
    one.tagName = one.nodeName = tag;
  }
}

/** Whether a text stands under an element of one of these names. */
export function isInside(node: TextNode, ...names: readonly string[]): boolean {
  for (let up = node.parentNode; up; up = 'parentNode' in up ? up.parentNode : null)
    if ('tagName' in up && names.includes(up.tagName)) return true;
  return false;
}

export function isElement(node: DefaultTreeAdapterTypes.Node): node is Element {
  return 'tagName' in node;
}

function isText(node: DefaultTreeAdapterTypes.Node): node is TextNode {
  return node.nodeName === '#text';
}

function element(tag: string): Element {
  return defaultTreeAdapter.createElement(tag, html.NS.HTML, []);
}

function textNode(value: string): TextNode {
  return { nodeName: '#text', value, parentNode: null };
}

function descendants(node: ParentNode): ChildNode[] {
  return node.childNodes.flatMap((child) => [child, ...('childNodes' in child ? descendants(child) : [])]);
}
