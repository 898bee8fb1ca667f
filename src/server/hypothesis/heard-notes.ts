/**
 * What a change that sockets of tools hear of is about, read once for all of them: in a group with many open tools each would ask the
 * database for the same. Kept for as long as the sockets need to come to it, and no longer: whoever is out of the group by then hears nothing.
 */
import type { Id } from '../../core/id.ts';
import type { Deps } from '../http/endpoint-env.ts';
import { memberRows } from '../groups/member-rows.ts';
import { noteRow } from '../sync/note-row.ts';
import type { FoundNote } from './present.ts';

/** `name` of its author; `members` may read it. */
export type Heard = FoundNote & { name: string; members: ReadonlySet<Id> };

type Reading = Pick<Deps, 'storage' | 'indexing'>;
type Kept = { at: number; heard: Promise<Heard | null> };

const KEPT_MS = 1000;

export class HeardNotes {
  readonly #deps: Reading;
  readonly #now: () => number;
  /** In the order in which they were read. */
  readonly #kept = new Map<string, Kept>();

  constructor(deps: Reading, now: () => number = () => performance.now()) {
    [this.#deps, this.#now] = [deps, now];
  }

  /** The note as it is by now, or null where it is gone. Throws as `find`. @param seq the place of the change in its group's history */
  note(group: Id, id: Id, seq: number): Promise<Heard | null> {
    const now = this.#now();
    for (const [key, { at }] of this.#kept) {
      if (now - at < KEPT_MS) break;
      this.#kept.delete(key);
    }
    const key = `${group} ${id} ${seq}`;
    const known = this.#kept.get(key);
    if (known) return known.heard;
    const heard = read(this.#deps, group, id);
    this.#kept.set(key, { at: now, heard });
    return heard;
  }
}

async function read({ storage, indexing }: Reading, group: Id, id: Id): Promise<Heard | null> {
  await indexing.upto(group);
  const record = await storage.record(group, id);
  if (record?.kind !== 'annotation' || record.deleted) return null;
  const [place] = await storage.placesById(group, [id]);
  if (!place) return null;
  const row = noteRow(record.body);
  const people = await memberRows(storage, group, [row.author]);
  // Last: who has gone while it was read is not among them.
  const members = new Set(await storage.members(group));
  return { row, place, name: people.get(row.author)?.fields.name ?? '', members };
}
