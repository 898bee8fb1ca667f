/** What there is to choose from in a search: the people and tags of all notes, those with most notes first. */
import type { Catalog } from './catalog.ts';
import type { Facts } from './facts.ts';

export type Choice = { words: string; count: number };
export type Choices = { people: Choice[]; tags: Choice[] };

/** More are found by typing. */
const MOST = 200;

export function choicesOf(catalog: Catalog, facts: Facts): Choices {
  const present = catalog.present(facts);
  const people = new Map<string, Choice>();
  const tags = new Map<string, Choice>();
  for (const { segment, from } of catalog.parts) {
    const names = segment.peopleTable.map(({ group, author }) => facts.nameOf(group, author));
    for (let row = 0; row < segment.size; row++) {
      if (present[from + row] !== 1) continue;
      const name = names[segment.people[row] ?? 0] ?? '';
      if (name !== '') count(people, name, name);
      const end = segment.tagStarts[row + 1] ?? 0;
      for (let at = segment.tagStarts[row] ?? 0; at < end; at++) {
        const tag = segment.tagTable[segment.tags[at] ?? 0];
        if (tag) count(tags, tag.folded, tag.tag);
      }
    }
  }
  return { people: mostOf(people), tags: mostOf(tags) };
}

function count(counts: Map<string, Choice>, key: string, words: string): void {
  const known = counts.get(key);
  if (known) known.count++;
  else counts.set(key, { words, count: 1 });
}

function mostOf(counts: ReadonlyMap<string, Choice>): Choice[] {
  return [...counts.values()].sort((a, b) => b.count - a.count || a.words.localeCompare(b.words)).slice(0, MOST);
}
