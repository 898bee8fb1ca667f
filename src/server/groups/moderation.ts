/**
 * The log of moderation: noted in the transaction that does it, so that nothing is done unnoted
 * and nothing noted that was not done. Ids only: whose words went, not which.
 */
import type { Id } from '../../core/id.ts';
import { may } from '../../core/permission.ts';
import type { ModerationLog } from '../../protocol/moderation.ts';
import type { Account } from '../accounts/accounts.ts';
import { HttpError } from '../http/http-error.ts';
import type { Moderation, Storage, StoredRecord } from '../storage/storage.ts';
import type { Writing } from '../sync/write-record.ts';

/** Acts in one answer. */
const PAGE = 200;

/** @param record what the act wrote */
export function noteModeration(
  { tx, now }: Writing,
  { group, seq }: Pick<StoredRecord, 'group' | 'seq'>,
  done: Pick<Moderation, 'actor' | 'act' | 'subject'> & { role?: Moderation['role'] },
): Promise<void> {
  return tx.noteModeration({ role: null, ...done, group, seq, at: now });
}

/** @param before the `seq` of the oldest act that the reader has; without it, the newest ones */
export async function readModeration(
  storage: Storage,
  account: Account,
  group: Id,
  before = Number.MAX_SAFE_INTEGER,
): Promise<ModerationLog> {
  const membership = await storage.membership(group, account.id);
  if (membership?.status !== 'active') throw new HttpError('not_found');
  const { role } = membership;
  if (!may({ user: account.id, role }, { verb: 'group.readModeration' })) throw new HttpError('forbidden');
  const found = await storage.moderations(group, before, PAGE + 1);
  const acts = found.slice(0, PAGE).map(({ seq, at, actor, act, subject, role: given }) => {
    return { seq, at: new Date(at).toISOString(), actor, act, subject, role: given };
  });
  return { acts, more: found.length > PAGE };
}
