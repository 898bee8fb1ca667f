/** Who wrote the notes of all segments: each has a table of its own, in which the same people stand. */
import type { Id } from '../id.ts';
import type { Segment } from './segment.ts';

/** `of`: by row, an index into the table. */
export type JoinedPeople = { table: readonly { group: Id; author: Id }[]; of: Uint32Array };

export function joinedPeople(parts: readonly { segment: Segment; from: number }[], size: number): JoinedPeople {
  const table: { group: Id; author: Id }[] = [];
  const numbers = new Map<Id, Map<Id, number>>();
  const numberOf = (person: { group: Id; author: Id }): number => {
    const { group, author } = person;
    const there = numbers.get(group) ?? new Map<Id, number>();
    if (there.size === 0) numbers.set(group, there);
    const known = there.get(author);
    if (known !== undefined) return known;
    const number = table.push(person) - 1;
    there.set(author, number);
    return number;
  };
  const rows = new Uint32Array(size);
  for (const { segment, from } of parts) {
    const own = Uint32Array.from(segment.peopleTable, numberOf);
    for (let row = 0; row < segment.size; row++) rows[from + row] = own[segment.people[row] ?? 0] ?? 0;
  }
  return { table, of: rows };
}
