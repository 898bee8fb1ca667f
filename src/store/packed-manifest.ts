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

/** To look for more of them takes longer than to cut the texts. */
const FEW = 8;

/** The parcels that hold something on these notes, and the notes that each of them holds. */
export function holdingIn({ numbers, ids }: Manifest, wanted: ReadonlySet<Id>): Map<number, Id[]> {
  const few = wanted.size <= FEW ? [...wanted] : null;
  const holding = new Map<number, Id[]>();
  for (const [at, n] of numbers.entries()) {
    const text = ids[at] ?? '';
    if (few && !few.some((id) => text.includes(id))) continue;
    const held = text.split(BETWEEN);
    if (held.some((id) => wanted.has(id))) holding.set(n, held);
  }
  return holding;
}
