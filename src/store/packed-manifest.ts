/** A manifest as it is kept: the notes of each parcel as one text. */
import type { Id } from '../core/id.ts';
import type { Manifest } from './records.ts';

/** Ids have none of it. */
const BETWEEN = ' ';

/** @param listed of each parcel its number, and the notes in their order */
export function manifestOf(listed: ReadonlyMap<number, readonly Id[]>): Manifest {
  return { numbers: [...listed.keys()], ids: Array.from(listed.values(), (ids) => ids.join(BETWEEN)) };
}

export function listedIn({ numbers, ids }: Manifest): Map<number, Id[]> {
  return new Map(numbers.map((n, at) => [n, ids[at]?.split(BETWEEN) ?? []]));
}
