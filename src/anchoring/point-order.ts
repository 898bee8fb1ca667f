/**
 * Puts DOM points of one tree in document order without asking the browser about each pair: a point's key is its path
 * from the root, and keys compare as strings. Separate because sorting thousands of points by `compareBoundaryPoints`
 * takes a walk along siblings for every comparison; here each parent's children are numbered once.
 */

/** Gives keys that compare as the points do. They hold until the tree changes. */
export function pointKeys(): (node: Node, offset: number) => string {
  const paths = new Map<Node, string>();
  const pathOf = (node: Node): string => {
    const parent = node.parentNode;
    if (!parent) return '';
    if (!paths.has(node)) {
      const path = pathOf(parent);
      let at = 0;
      for (let child = parent.firstChild; child; child = child.nextSibling) paths.set(child, path + step(at++));
    }
    return paths.get(node) ?? '';
  };
  return (node, offset) => pathOf(node) + step(offset);
}

/** Two units of equal length for every number: a point before a child has the child's number, without going on. */
function step(at: number): string {
  return String.fromCharCode(at >> 15, at & 0x7fff);
}
