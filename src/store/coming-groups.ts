/**
 * Groups whose notes are still to come to this device, so that no screen says of a page that nobody has written there
 * before that is known. The cursors tell it, also where a worker was cut or the endpoint is away.
 */
import type { Id } from '../core/id.ts';
import type { Readable } from './readable.ts';

/** Groups that are read from their beginning, or anew, of which others' notes are held. */
export async function comingGroups(db: Readable): Promise<Id[]> {
  const [groups, cursors, holdings] = await Promise.all([
    db.groups.toArray(),
    db.cursors.toArray(),
    db.holdings.toArray(),
  ]);
  const begun = new Set(cursors.flatMap(({ group, cursor, anew }) => (cursor > 0 && anew !== 1 ? [group] : [])));
  const unread = new Set(
    holdings.flatMap(({ group, choice }) => (choice === 'ask' || choice === 'mine' ? [group] : [])),
  );
  return groups.flatMap(({ id, state, row }) =>
    state === 'joined' && !row.fields.personal && !begun.has(id) && !unread.has(id) ? [id] : [],
  );
}
