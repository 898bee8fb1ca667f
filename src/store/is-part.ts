/** Whether a device holds a part of a group only. Separate, since what chooses it (holdings.ts) rests on what asks it. */
import type { StoredHolding } from './records.ts';

/** The group's history is not held from its beginning. */
export function isPart(holding: StoredHolding | undefined): holding is StoredHolding {
  return holding !== undefined && holding.choice !== 'all';
}
