/** A push, with what follows from it whoever sent it: it is counted, and told to all who listen. */
import type { Account } from '../accounts/accounts.ts';
import type { Deps } from '../http/endpoint-env.ts';
import { push, type Push, type Pushed } from './push.ts';

/** @param before hears what was written before others do */
export async function takePush(
  { storage, hub, metrics, now }: Pick<Deps, 'storage' | 'hub' | 'metrics' | 'now'>,
  account: Account,
  request: Push,
  before: (pushed: Pushed) => void = () => {},
): Promise<Pushed> {
  const pushed = await push(storage, account, request, now());
  metrics.pushed(pushed.verdicts);
  before(pushed);
  hub.announce(pushed.changes);
  if (pushed.memberships) hub.groupsChanged(account.id);
  return pushed;
}
