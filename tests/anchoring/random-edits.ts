/**
 * Random edits of a page that leave the words of one passage alone, while it is known where they are. Separate because
 * following the passage is work of its own: a node that is wrapped takes its ranges away, a split one keeps them.
 */
import { text } from './random-page.ts';
import { fc } from '../laws.ts';

export const editing = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'wrap', 'unwrap', 'split', 'normalize', 'indent'),
  /** Which of the nodes that it could be about, and where in it, as shares. */
  which: fc.double({ min: 0, max: 0.999, noNaN: true }),
  where: fc.double({ min: 0, max: 0.999, noNaN: true }),
  words: text,
});
export type Editing = typeof editing extends fc.Arbitrary<infer Kind> ? Kind : never;

/** Makes one edit and gives where the passage is after it, with its ends in text. */
export function edit(container: Element, passage: Range, one: Editing): Range {
  const after = edited(container, passage, one);
  const parts = [...nodesIn(container)].filter(
    (node): node is Text => node instanceof Text && after.intersectsNode(node),
  );
  const sizeOf = (node: Text): [number, number] => [
    node === after.startContainer ? after.startOffset : 0,
    node === after.endContainer ? after.endOffset : node.length,
  ];
  const filled = parts.filter((node) => sizeOf(node)[0] < sizeOf(node)[1]);
  const [first, last] = [filled[0], filled.at(-1)];
  return first && last ? rangeOf(first, sizeOf(first)[0], last, sizeOf(last)[1]) : after;
}

function edited(container: Element, passage: Range, { kind, which, where, words }: Editing): Range {
  const { startContainer, startOffset, endContainer, endOffset } = passage;
  const one = <Kind>(list: readonly Kind[]): Kind | undefined => list[Math.floor(which * list.length)];
  const texts = [...nodesIn(container)].filter((node): node is Text => node instanceof Text);
  const elements = [...nodesIn(container)].filter((node): node is Element => node instanceof Element);
  const isOutside = (node: Node): boolean => !passage.intersectsNode(node);
  switch (kind) {
    case 'insert': {
      const parent = one(elements.filter((node) => node.localName !== 'script' && !isWithin(node, passage)));
      const before = parent?.childNodes[Math.floor(where * parent.childNodes.length)] ?? null;
      if (!parent || (before && !isOutside(before))) return passage;
      const added = document.createElement(where < 0.5 ? 'p' : 'b');
      // a letter put next to a word makes it another word
      added.append(` ${words} `);
      parent.insertBefore(added, before);
      return passage;
    }
    case 'delete': {
      // the nearest words stay: without any surroundings nobody could tell one place from another
      const far = texts.filter((node) => isOutside(node) && !isNeighbour(node, texts, passage));
      one(far)?.remove();
      return passage;
    }
    case 'wrap': {
      const node = one(texts);
      const box = document.createElement('span');
      node?.replaceWith(box);
      if (node) box.append(node);
      return rangeOf(startContainer, startOffset, endContainer, endOffset);
    }
    case 'unwrap': {
      const box = one(
        elements.filter(
          (node) => /^(span|b)$/.test(node.localName) && !node.shadowRoot && !(node as HTMLElement).hidden,
        ),
      );
      box?.replaceWith(...box.childNodes);
      return rangeOf(startContainer, startOffset, endContainer, endOffset);
    }
    case 'split': {
      const node = one(texts);
      node?.splitText(Math.floor(where * node.length));
      return passage;
    }
    case 'normalize':
      container.normalize();
      return passage;
    case 'indent': {
      const node = one(texts.filter(({ data, parentElement }) => data.includes(' ') && !parentElement?.closest('pre')));
      const at = node ? node.data.indexOf(' ', where * node.length) : -1;
      if (node && at > 0) node.insertData(at, '\n      ');
      return passage;
    }
  }
}

/** Every node below, also in shadow trees. */
function* nodesIn(parent: Node): Generator<Node> {
  for (const child of parent.childNodes) {
    yield child;
    yield* nodesIn(child);
    if (child instanceof Element && child.shadowRoot) yield* nodesIn(child.shadowRoot);
  }
}

/** Whether all of a node lies inside the passage. */
function isWithin(node: Node, passage: Range): boolean {
  return passage.intersectsNode(node) && !node.contains(passage.commonAncestorContainer);
}

function isNeighbour(node: Text, texts: readonly Text[], passage: Range): boolean {
  const first = texts.indexOf(passage.startContainer as Text);
  const last = texts.indexOf(passage.endContainer as Text);
  const at = texts.indexOf(node);
  return at >= first - 4 && at <= last + 4;
}

function rangeOf(startContainer: Node, startOffset: number, endContainer: Node, endOffset: number): Range {
  const range = document.createRange();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  return range;
}
