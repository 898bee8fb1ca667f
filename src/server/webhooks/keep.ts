/**
 * Making, removing, pausing and taking over webhooks: each in one transaction with its place in the moderation log and with what every
 * member is told in the group's own record, so that notes are never sent on behind their authors' backs.
 */
import type { Id } from '../../core/id.ts';
import { may } from '../../core/permission.ts';
import type { ModerationAct } from '../../protocol/moderation.ts';
import { HttpError } from '../http/http-error.ts';
import { noteModeration } from '../groups/moderation.ts';
import { rewriteGroup } from '../groups/rewrite-group.ts';
import type { Storage, Transaction } from '../storage/storage.ts';
import { NO_MAKER, type StoredWebhook } from '../storage/webhooks.ts';
import type { GroupChange, Writing } from '../sync/write-record.ts';

/** Whose it is to do, and where. */
export type Host = { group: Id; host: Id };

/** Null: the group has `most` already. */
export function addWebhook(
  storage: Storage,
  { group, host }: Host,
  hook: Pick<StoredWebhook, 'id' | 'url' | 'secret'>,
  { most, now }: { most: number; now: number },
): Promise<GroupChange[] | null> {
  return asHost(storage, { group, host }, now, async (writing) => {
    if (!(await writing.tx.addWebhook({ ...hook, group, created: now, maker: host }, most))) return null;
    await tell(writing, group, { actor: host, act: 'webhook.add', subject: hook.id });
    return [...writing.changes.values()];
  });
}

/** Throws `not_found` where it is not there. */
export function removeWebhook(storage: Storage, { group, host }: Host, hook: Id, now: number): Promise<GroupChange[]> {
  return asHost(storage, { group, host }, now, async (writing) => {
    if (!(await writing.tx.removeWebhook(group, hook))) throw new HttpError('not_found');
    await tell(writing, group, { actor: host, act: 'webhook.remove', subject: hook });
    return [...writing.changes.values()];
  });
}

/** Switches it on again; who does it answers for it from now on. Throws `not_found` where it is not there. */
export function resumeWebhook(storage: Storage, { group, host }: Host, hook: Id, now: number): Promise<GroupChange[]> {
  return asHost(storage, { group, host }, now, async (writing) => {
    if (!(await writing.tx.enableWebhook(group, hook, host, now))) throw new HttpError('not_found');
    await tell(writing, group, { actor: host, act: 'webhook.resume', subject: hook });
    return [...writing.changes.values()];
  });
}

/** Of somebody who is no host any more; other hosts may take them over. */
export async function pauseWebhooks(writing: Writing, group: Id, maker: Id): Promise<void> {
  for (const hook of await writing.tx.pauseWebhooks(group, maker)) {
    await tell(writing, group, { actor: maker, act: 'webhook.pause', subject: hook });
  }
}

/** Asked in the transaction again: what somebody is may have changed since. */
function asHost<T>(
  storage: Storage,
  { group, host }: Host,
  now: number,
  work: (writing: Writing) => Promise<T>,
): Promise<T> {
  return storage.transact([group], async (tx) => {
    const membership = await tx.membership(group, host);
    const role = membership?.status === 'active' ? membership.role : null;
    if (!may({ user: host, role }, { verb: 'group.edit' })) throw new HttpError('forbidden');
    return work({ tx, now, changes: new Map() });
  });
}

async function tell(writing: Writing, group: Id, done: { actor: Id; act: ModerationAct; subject: Id }): Promise<void> {
  await noteModeration(writing, await rewriteGroup(writing, group, { toldTo: await toldTo(writing.tx, group) }), done);
}

/** The host names alone: more of an address may be a key. One that only answers badly may be switched on again, and is named. */
async function toldTo(tx: Transaction, group: Id): Promise<string[]> {
  const hooks = (await tx.webhooks(group)).filter(({ disabled }) => disabled !== NO_MAKER);
  return [...new Set(hooks.map(({ url }) => new URL(url).hostname))].toSorted();
}
