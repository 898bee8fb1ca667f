/** What the reader of this device is in a group, by what is known here. */
import type { Id } from '../core/id.ts';
import type { Role } from '../core/record.ts';
import type { Store } from './database.ts';
import { readIdentity } from './meta.ts';

/** Null for who is in it no more, or never was. */
export async function roleIn(db: Store, group: Id): Promise<Role | null> {
  const state = (await db.groups.get(group))?.state;
  if (state === undefined || state === 'left') return null;
  const { user } = await readIdentity(db);
  const fields = (await db.memberships.get([group, user]))?.row.fields;
  return fields?.status === 'active' ? fields.role : null;
}
