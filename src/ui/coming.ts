/** Whether notes of others are still coming: the same in popup and margin, before they say that nobody has written. */
import type { SyncFacts } from './sync-line.tsx';

type Facts = { fetching?: readonly string[] | undefined; sync: Pick<SyncFacts, 'state' | 'reading'> };

export function isComing({ fetching, sync: { state, reading } }: Facts): boolean {
  return fetching !== undefined || reading !== undefined || state === 'syncing' || state === 'preparing';
}
