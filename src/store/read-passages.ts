/** What a content script may know of a document's notes: where they are, never what they say. */
import { type Color, colorOf } from '../core/color.ts';
import type { Id } from '../core/id.ts';
import { withoutMuted } from '../core/muting.ts';
import type { Selector } from '../core/selectors.ts';
import type { Store } from './database.ts';
import { readIdentity } from './meta.ts';
import { readMuted } from './muted-people.ts';
import { livingFields } from './project.ts';
import { recordsOf } from './read-conversation.ts';
import type { StoredAnnotation } from './records.ts';

/** Passages of the roots of threads, and the number of all notes for the badge. */
export type Passages = {
  passages: { id: Id; mine: boolean; by: number; color?: Color; selectors: Selector[] }[];
  count: number;
};

/** A page as it asks: its document's keys, and what it may be told by them. */
export type AskedPage = { keys: readonly string[]; onlyMe?: boolean; told?: readonly string[] };

/**
 * @param onlyMe leaves out all groups but my own one
 * @param told those of the keys by which the page may be told of passages; once a note with words
 * that has one of these names another key too, somebody of the circle has said that it is the same
 * document. A highlight says nothing: a content script that a page has taken over can make one.
 */
export function readPassages(
  db: Store,
  keys: readonly string[],
  { onlyMe = false, told = keys }: { onlyMe?: boolean; told?: readonly string[] } = {},
): Promise<Passages> {
  return db.read(async () => {
    const { user, personal } = await readIdentity(db);
    const groups = new Set(await db.groups.toCollection().primaryKeys());
    const living = (await recordsOf(db, keys)).filter(
      ({ group, row }) => !row.deleted && groups.has(group) && (!onlyMe || group === personal),
    );
    // Where others have answered a muted person, the passage stays as the place of what they said.
    const { shown: records, shells } = withoutMuted(living, await readMuted(db));
    const authors = new Map<Id, number>();
    const vouches = (record: StoredAnnotation) =>
      livingFields(record)?.kind !== 'highlight' && record.keys.some((key) => told.includes(key));
    const vouched = new Set([...told, ...records.filter(vouches).flatMap((record) => record.keys)]);
    const passages = records.flatMap((record) => {
      const fields = livingFields(record);
      if (!fields || fields.parent !== null || fields.target.selectors.length === 0) return [];
      if (!record.keys.some((key) => vouched.has(key) && keys.includes(key))) return [];
      const by = authors.get(record.author) ?? authors.size;
      authors.set(record.author, by);
      const color = colorOf(fields);
      const { selectors } = fields.target;
      return [{ id: record.id, mine: record.author === user, by, selectors, ...(color && { color }) }];
    });
    return { passages, count: records.length - shells.size };
  });
}
