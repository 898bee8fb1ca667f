/**
 * Paths of elements as XPath, written and read by hand: reading supports only the steps we write, because a path comes
 * from other people and the browser's own XPath engine would run any expression.
 */

import { isShadowRoot } from './visible-text.ts';

/** The path of an element in its document, `/html[1]/body[1]/p[2]`; null inside a shadow tree. */
export function pathOf(element: Element): string | null {
  let path = '';
  let at: Element | null = element;
  while (at) {
    let number = 1;
    for (let before = at.previousElementSibling; before; before = before.previousElementSibling)
      if (before.localName === at.localName) number++;
    path = `/${at.localName}[${number}]${path}`;
    const parent: ParentNode | null = at.parentNode;
    if (parent && isShadowRoot(parent)) return null;
    at = at.parentElement;
  }
  return path;
}

/** The element of a path, from the document element or, as other tools write it, from the body; null if there is none. */
export function elementAt(path: string, document: Document): Element | null {
  const steps = path.split('/').filter((step) => step !== '');
  if (steps.length > MOST_STEPS) return null;
  const absolute = /^html(\[1\])?$/i.test(steps[0] ?? '');
  let at: Element | null = absolute ? document.documentElement : document.body;
  for (const step of absolute ? steps.slice(1) : steps) {
    const parts = STEP.exec(step);
    if (!parts || !at) return null;
    at = childAt(at, (parts[1] ?? '').toLowerCase(), Number(parts[2] ?? 1));
  }
  return at;
}

function childAt(parent: Element, name: string, number: number): Element | null {
  let left = number;
  for (let child = parent.firstElementChild; child; child = child.nextElementSibling)
    if (child.localName.toLowerCase() === name && --left === 0) return child;
  return null;
}

const STEP = /^([\w.:-]+)(?:\[(\d{1,6})\])?$/;
const MOST_STEPS = 400;
