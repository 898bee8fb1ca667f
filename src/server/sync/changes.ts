/** What a pull is answered (protocol/sync.ts): text around the rows' own text, which is not parsed again. */
import type { Id } from '../../core/id.ts';
import { LIMITS, type ChangesQuery } from '../../protocol/sync.ts';
import type { Account } from '../accounts/accounts.ts';
import { HttpError } from '../http/http-error.ts';
import type { Storage } from '../storage/storage.ts';

/** A page ends before it is longer than this, whatever its number of rows. */
const MAX_PAGE_BYTES = 2_000_000;

/** JSON in three parts, one after the other: the long one in the middle is as the database gave it, and is not copied. `bytes` is its length in UTF-8. */
export type Changes = { head: string; rows: string; bytes: number; tail: string };

/** Throws `not_found` to who is no member. */
export async function readChanges(
  storage: Pick<Storage, 'page' | 'epoch'>,
  account: Account,
  group: Id,
  { after, floor: known, limit }: ChangesQuery,
): Promise<Changes> {
  const page = await storage.page({
    group,
    reader: account.id,
    after,
    limit: Math.min(limit, LIMITS.rows),
    maxBytes: MAX_PAGE_BYTES,
  });
  if (!page) throw new HttpError('not_found');
  const { rows, bytes, cursor, more, floor } = page;
  const head = `{"epoch":${JSON.stringify(await storage.epoch())},"rows":[`;
  // A reading that began after the purge misses nothing, however far it has come.
  if (known !== undefined && after > 0 && Math.max(after, known) < floor) {
    return { head, rows: '', bytes: 0, tail: `],"cursor":0,"more":true,"floor":${floor},"resync":true}` };
  }
  return { head, rows, bytes, tail: `],"cursor":${cursor},"more":${more},"floor":${floor}}` };
}
