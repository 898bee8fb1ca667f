/** The documents that found notes are on, with what a list of them says of each: counted at once, told as they are asked for. */
import type { Catalog } from './catalog.ts';
import type { Facts } from './facts.ts';

export type Reading = {
  /** A name of the document, which leads to it. */
  key: string;
  source: string;
  title: string;
  count: number;
  orphans: number;
  /** When the newest of the notes was written, in milliseconds since 1970. */
  latest: number;
};

export type Readings = { count: number; slice: (from: number, to: number) => Reading[] };

/** In the order in which their first notes stand among the rows. */
export function readingsOf(catalog: Catalog, rows: Uint32Array, facts: Facts): Readings {
  const { of: documents, end } = catalog.documents();
  const { ages } = catalog.ages();
  const present = catalog.present(facts);
  const counts = new Uint32Array(end);
  const orphans = new Uint32Array(end);
  const newest = new Uint32Array(end);
  const order: number[] = [];
  for (const row of rows) {
    const document = documents[row] ?? 0;
    const before = counts[document] ?? 0;
    if (before === 0) order.push(document);
    counts[document] = before + 1;
    if (present[row] === 2) orphans[document] = (orphans[document] ?? 0) + 1;
    if (before === 0 || (ages[row] ?? 0) > (ages[newest[document] ?? 0] ?? 0)) newest[document] = row;
  }
  const reading = (document: number): Reading[] => {
    const row = newest[document] ?? 0;
    const part = catalog.partOf(row);
    const about = part?.segment.documentTable[part.segment.documents[row - part.from] ?? 0];
    if (!part || !about) return [];
    const { source, title, keys } = about;
    return [
      {
        key: keys[0] ?? source,
        source,
        title: title || source,
        count: counts[document] ?? 0,
        orphans: orphans[document] ?? 0,
        latest: part.segment.created[row - part.from] ?? 0,
      },
    ];
  };
  return { count: order.length, slice: (from, to) => order.slice(from, to).flatMap(reading) };
}
