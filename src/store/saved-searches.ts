/** Searches that their reader wants again. They stay on this device, and no other learns of them. */
import type { Store } from './database.ts';
import type { SavedSearch } from './records.ts';
import { freshId, instantOf, realSources, type Sources } from './sources.ts';

/** By name; also fit for `liveQuery`. */
export async function readSearches(db: Store): Promise<SavedSearch[]> {
  return (await db.searches.toArray()).sort((a, b) => a.name.localeCompare(b.name));
}

/** One of the same name is replaced. Answers its id. */
export function saveSearch(
  db: Store,
  { name, query }: Pick<SavedSearch, 'name' | 'query'>,
  sources: Sources = realSources,
): Promise<string> {
  return db.write(async () => {
    const same = (await db.searches.toArray()).find((one) => one.name === name);
    const id = same?.id ?? freshId(sources);
    await db.searches.put({ id, name, query, at: instantOf(sources) });
    return id;
  });
}

export function forgetSearch(db: Store, id: string): Promise<void> {
  return db.write(() => db.searches.delete(id));
}
