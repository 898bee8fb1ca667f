/** Pictures of notes that the endpoint took, which it does not have any more (protocol/sync.ts `lacks`). */
import type { ImageId } from '../core/image.ts';
import type { Store } from './database.ts';
import type { Answered } from './settle-plain.ts';

/** They are sent again, as far as they are on this device. Runs inside a transaction. */
export async function offerLacking(db: Store, { results, taken }: Pick<Answered, 'results' | 'taken'>): Promise<void> {
  for (const result of results) {
    const lacks = 'lacks' in result ? (result.lacks ?? []) : [];
    const group = lacks.length > 0 ? taken.find(({ opId }) => opId === result.opId)?.group : undefined;
    if (group === undefined) continue;
    const there = (await db.images.bulkGet(lacks.map((id): [string, ImageId] => [group, id]))).filter((one) => !!one);
    const held = there.filter(({ state }) => state === 'sent' || state === 'fetched');
    await db.images.bulkPut(held.map((image) => ({ ...image, state: 'again' })));
  }
}
