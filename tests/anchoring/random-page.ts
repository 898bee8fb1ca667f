/** Random pages for properties: every kind of element the index treats in its own way, also in shadow trees. */
import { show } from './marked-page.ts';
import { fc } from '../laws.ts';

const word = fc.oneof(
  fc.constantFrom('the', 'reader', 'margin', 'of', 'a', 'question', 'and', 'slowly', '读书', '🙂', 'café', 'e\u0301t'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
);
/** A few words. */
export const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
const name = fc.constantFrom('p', 'div', 'span', 'b', 'li', 'pre', 'br', 'td', 'details', 'script', 'x-card');

/** An element to be. */
export interface Tree {
  readonly name: string;
  readonly hidden: boolean;
  readonly shadow: boolean;
  readonly children: readonly (Tree | string)[];
}

export const { tree } = fc.letrec<{ tree: Tree; node: Tree | string }>((tie) => ({
  tree: fc.record({
    name,
    hidden: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
    shadow: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
    children: fc.array(tie('node'), { maxLength: 5 }),
  }),
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, text, tie('tree')),
}));
/** What stands in a page, top to bottom. */
export const page = fc.array(fc.oneof(tree, text), { minLength: 1, maxLength: 8 });

/** Puts what is to be into a parent. */
export function grow(parent: Node, children: readonly (Tree | string)[]): void {
  for (const child of children) {
    if (typeof child === 'string') {
      parent.appendChild(document.createTextNode(child));
      continue;
    }
    const element = document.createElement(child.name);
    if (child.name === 'script') element.setAttribute('type', 'text/plain');
    element.hidden = child.hidden;
    const shaded = child.shadow && (child.name === 'div' || child.name === 'x-card');
    grow(shaded ? element.attachShadow({ mode: 'open' }) : element, child.children);
    parent.appendChild(element);
  }
}

/** Shows a page and gives its container. */
export function showPage(children: readonly (Tree | string)[]): HTMLElement {
  const container = show('');
  grow(container, children);
  return container;
}
