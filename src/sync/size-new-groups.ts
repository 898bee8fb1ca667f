/** Before a large group is first read here, its size is asked for, and its reader what to hold of it (ADR 0030). */
import { isTooLarge } from '../core/holding.ts';
import type { SessionInfo } from '../protocol/sync.ts';
import { cursorOf } from '../store/apply-rows.ts';
import type { Store } from '../store/database.ts';
import { askAbout, readAskFrom } from '../store/holdings.ts';
import type { Endpoint, Failure } from './endpoint.ts';

/** A history that is no longer than this is held without a question about it, however long its notes are. */
const SMALL = 100;

/** `asks`: the reader has something to say. */
export type Sized = { ok: true; asks: boolean } | Failure;

export async function sizeNewGroups(db: Store, endpoint: Endpoint, { groups, epoch }: SessionInfo): Promise<Sized> {
  let asks = false;
  for (const { id: group, personal, head } of groups) {
    // One's own notes are held, however many.
    if (personal || head <= SMALL || (await db.holdings.get(group)) || (await cursorOf(db, group, epoch)) > 0) continue;
    // After a restore of the endpoint's database a group is read anew that is held.
    if (await db.cursors.get(group)) continue;
    const size = await endpoint.size(group);
    // An endpoint that is older than the question.
    if (!size.ok && size.code === 'not_found') continue;
    if (!size.ok) return size;
    if (!isTooLarge(size.value, await readAskFrom(db))) continue;
    await askAbout(db, group, size.value);
    asks = true;
  }
  return { ok: true, asks };
}
