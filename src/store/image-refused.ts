/** A picture that the endpoint does not take, and the notes that cannot leave without it. */
import type { Id } from '../core/id.ts';
import type { Store } from './database.ts';
import { eachParcelled, openParcels } from './parcels.ts';
import { refuseWaiting } from './settle-op.ts';
import type { Sources } from './sources.ts';
import { imagesIn, type Leaving } from './unsent-images.ts';

/**
 * The notes that wait for it go to the list "not sent", from where they can be tried again.
 * Answers the document keys touched.
 */
export function imageRefused(
  db: Store,
  { group, id }: Pick<Leaving, 'group' | 'id'>,
  code: string,
  sources: Sources,
): Promise<string[]> {
  return db.write(async () => {
    const keys = new Set<string>();
    if ((await db.images.get([group, id]))?.state === 'again') await db.images.update([group, id], { state: 'sent' });
    const parcelled: Id[] = [];
    await eachParcelled(db, (op) => {
      if (op.group === group && imagesIn(op).includes(id)) parcelled.push(op.id);
    });
    await openParcels(db, parcelled);
    const waiting = await db.outbox.where('group').equals(group).sortBy('n');
    for (const entry of waiting.filter(({ op }) => imagesIn(op).includes(id))) {
      for (const key of await refuseWaiting(db, entry, code, sources)) keys.add(key);
    }
    return [...keys];
  });
}
