/** Pull: brings a group up to its head, page by page; a pull that was cut goes on where it was. */
import { mineCame, reactionsCame } from '../store/apply-part.ts';
import type { Store } from '../store/database.ts';
import { applyRows, cursorOf } from '../store/apply-rows.ts';
import { isPart } from '../store/is-part.ts';
import { beginAnew, dueAnew, finishAnew } from '../store/read-anew.ts';
import { finishOffer } from '../store/offer-again.ts';
import { readSync } from '../store/meta.ts';
import { PART_LIMITS } from '../protocol/parts.ts';
import type { Sources } from '../store/sources.ts';
import type { Endpoint, Failure } from './endpoint.ts';
import { readPart, startPart } from './start-part.ts';

/** `session`: I am no longer in the group, the database is another one, or there is more to ask for: another round is due. */
export type Pulled = { ok: true; session: boolean } | Failure;

/** A page on its way. */
type Asked = { after: number; floor: number | undefined; answer: ReturnType<Endpoint['changes']> };

export type PullRequest = { group: string; epoch: string };

/** @param stored told after every page, with the document keys touched, null = any may be */
export async function pullGroup(
  db: Store,
  endpoint: Endpoint,
  { group, epoch }: PullRequest,
  sources: Sources,
  stored: (keys: string[] | null, membersChanged: boolean) => void,
): Promise<Pulled> {
  const ask = (after: number, floor: number | undefined): Asked => ({
    after,
    floor,
    answer: endpoint.changes(group, after, floor),
  });
  let next: Asked | null = null;
  for (let [isAnew, isWhole] = [false, false]; ;) {
    const after = await cursorOf(db, group, epoch);
    if (after === 0) await dueAnew(db, group);
    const holding = await db.holdings.get(group);
    if (after === 0 && !isWhole && isPart(holding)) {
      const started = await startPart(db, endpoint, { group, epoch }, holding, sources);
      // Every open page looks again: of its document notes may be there that are to be asked for. And people may have come.
      stored(null, true);
      if (!started.ok || started.session) return started;
      isWhole = started.whole;
      continue;
    }
    const known = (await db.cursors.get(group))?.floor;
    // A live message or another account may have moved the cursor meanwhile: what was asked for early is of no use then.
    const page = await (next?.after === after && next.floor === known ? next : ask(after, known)).answer;
    next = null;
    if (!page.ok) return page.code === 'not_found' ? { ok: true, session: true } : page;
    const { rows, cursor, more, floor, resync } = page.value;
    if (page.value.epoch !== epoch) return { ok: true, session: true };
    if (resync && isAnew) return { ok: false, code: 'not-endpoint', retryAfter: null };
    if (resync) {
      await beginAnew(db, { group, epoch, floor });
      isAnew = true;
      continue;
    }
    // The next page travels while this one is stored.
    if (more && cursor > after) next = ask(cursor, after === 0 ? floor : known);
    const applied = await applyRows(db, { group, after, cursor, epoch, rows, floor }, sources);
    if (applied.status === 'stored') stored(applied.keys, applied.membersChanged);
    // Its reader has chosen to hold the group otherwise, so that it is read from the beginning.
    if (applied.status === 'gap') continue;
    if (!more) break;
    if (cursor <= after) return { ok: false, code: 'not-endpoint', retryAfter: null };
  }
  const lacks = (await db.holdings.get(group))?.lacks;
  if (lacks !== undefined) {
    const read = await readPart(db, endpoint, { group, epoch }, { part: 'mine' }, sources);
    if (!read.ok) return read.code === 'not_found' ? { ok: true, session: true } : read;
    if (read.head === null) return { ok: true, session: true };
    await mineCame(db, group, lacks);
    stored(read.keys, false);
    // Another round reads them.
    if (read.behind) return { ok: true, session: true };
  }
  const reactions = await fetchReactions(db, endpoint, { group, epoch }, sources);
  if (!reactions.ok || reactions.session) return reactions;
  if (reactions.keys.length > 0) stored(reactions.keys, false);
  const gone = await finishAnew(db, group, sources);
  if (gone.length > 0) stored(gone, false);
  await finishOffer(db, group, sources);
  // Something of it is to be asked for still.
  return { ok: true, session: (await db.holdings.get(group))?.lacks !== undefined };
}

/** Of notes that came into a part by a change the reactions of before, which passed by. */
async function fetchReactions(
  db: Store,
  endpoint: Endpoint,
  { group, epoch }: PullRequest,
  sources: Sources,
): Promise<{ ok: true; session: boolean; keys: string[] } | Failure> {
  const keys: string[] = [];
  for (;;) {
    const notes = (await db.holdings.get(group))?.bare?.slice(0, PART_LIMITS.notes) ?? [];
    if (notes.length === 0) return { ok: true, session: false, keys };
    // An endpoint that has no reactions would not understand the question.
    if ((await readSync(db)).kinds?.includes('reaction')) {
      const read = await readPart(db, endpoint, { group, epoch }, { part: 'reactions', notes }, sources);
      if (!read.ok) return read.code === 'not_found' ? { ok: true, session: true, keys } : read;
      if (read.head === null) return { ok: true, session: true, keys };
      keys.push(...read.keys);
      if (read.behind) {
        await reactionsCame(db, group, notes);
        return { ok: true, session: true, keys };
      }
    }
    await reactionsCame(db, group, notes);
  }
}
