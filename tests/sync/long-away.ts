/** Somebody who is away for longer than the endpoint remembers deletions: what happened meanwhile, and what must be there afterwards. */
import { deleteNote } from '../../src/store/delete-note.ts';
import type { Endpoint } from '../../src/server/endpoint.ts';
import { Device, sources, twoInAGroup } from './device.ts';

/** What both must show once Ben is back. */
export const AFTERWARDS = ['new words', 'of Ben, edited while away', 'of Ben, new', 'written meanwhile'];

/** Forgets all tombstones there are; answers how many. */
export const purgeAll = ({ storage }: Endpoint['deps']): Promise<number> => storage.purge(Date.now() + 60_000);

/** Ben, away with an edit and a new note waiting, while Ada deletes, edits and writes, and all is forgotten. */
export async function leaveForLong({ url, deps }: Pick<Endpoint, 'url' | 'deps'>) {
  const [a, b] = [new Device(), new Device()];
  const { group } = await twoInAGroup(url, a, b);
  const deleted = await a.write('deleted meanwhile', group);
  const edited = await a.write('old words', group);
  const own = await b.write('of Ben', group);
  await Promise.all([a.syncer.run(), b.syncer.run()]);
  await a.syncer.run();
  await b.syncer.run();
  await b.shows('deleted meanwhile', 'old words', 'of Ben');
  b.syncer.stop();
  await deleteNote(a.db, deleted, sources);
  await a.edit(edited, 'new words');
  await a.write('written meanwhile', group);
  await a.syncer.run();
  if ((await purgeAll(deps)) === 0) throw new Error('nothing was forgotten');
  await b.edit(own, 'of Ben, edited while away');
  await b.write('of Ben, new', group);
  return { a, b, group };
}
