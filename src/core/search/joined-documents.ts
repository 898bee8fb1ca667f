/** Which notes are on one document: all that share any name of it, as in documents.ts, but by numbers and for very many. */
import type { Segment } from './segment.ts';

/** By row, the number of its document; numbers are below `end`. */
export type JoinedDocuments = { of: Uint32Array; end: number };

export function joinedDocuments(parts: readonly { segment: Segment; from: number }[], size: number): JoinedDocuments {
  const names = new Map<string, number>();
  const above: number[] = [];
  const find = (name: number): number => {
    let top = name;
    while (above[top] !== top) top = above[top] ?? top;
    // The way is shorter for whoever comes next.
    for (let at = name; at !== top;) {
      const next = above[at] ?? top;
      above[at] = top;
      at = next;
    }
    return top;
  };
  const numberOf = (key: string): number => {
    const known = names.get(key);
    if (known !== undefined) return known;
    const number = above.push(above.length) - 1;
    names.set(key, number);
    return number;
  };
  const tables = parts.map(({ segment }) =>
    segment.documentTable.map(({ keys, source }) => {
      const [first = source, ...others] = keys;
      const number = numberOf(first);
      for (const other of others) above[find(numberOf(other))] = find(number);
      return number;
    }),
  );
  const documents = new Uint32Array(size);
  for (const [at, { segment, from }] of parts.entries()) {
    const table = (tables[at] ?? []).map(find);
    for (let row = 0; row < segment.size; row++) documents[from + row] = table[segment.documents[row] ?? 0] ?? 0;
  }
  return { of: documents, end: above.length };
}
