/**
 * The way from a DOM point through the nodes that follow it, out of shadow trees too. Separate from the index of the
 * text, which only asks where that way first meets text.
 */
import { isShadowRoot } from './visible-text.ts';

/** The node a DOM point stands before, in document order. */
export function pointNode(container: Node, offset: number): Node | null {
  return container.childNodes[offset] ?? after(container);
}

/** The next node in document order; from the end of a shadow tree it goes on after its host. */
export function following(node: Node): Node | null {
  return node.firstChild ?? after(node);
}

function after(node: Node): Node | null {
  for (let up: Node | null = node; up; up = isShadowRoot(up) ? up.host : up.parentNode)
    if (up.nextSibling) return up.nextSibling;
  return null;
}
