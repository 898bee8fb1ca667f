/** Which rows of a list are selected: one by one, by stretches, or all. Pure; by ids, since places change with the notes. */
import type { Id } from '../../core/id.ts';

export type Selection = { ids: ReadonlySet<Id>; /** Where the next stretch begins. */ anchor: number | null };

export const NOTHING: Selection = { ids: new Set(), anchor: null };

export function toggled({ ids }: Selection, id: Id, index: number): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: index };
}

/** With these rows too, which stand from the anchor up to the row. */
export function extended({ ids, anchor }: Selection, stretch: readonly Id[]): Selection {
  return { ids: new Set([...ids, ...stretch]), anchor };
}

/** The rows between two, both included. */
export function stretchOf(one: number, other: number): { from: number; to: number } {
  return { from: Math.min(one, other), to: Math.max(one, other) + 1 };
}
