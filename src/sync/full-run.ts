/**
 * One full run of sync, step by step. Every step is durable by itself and can be repeated: a
 * worker killed between any two of them goes on with the next run, and nothing is lost or twice.
 */
import type { SessionInfo } from '../protocol/sync.ts';
import { SPOKEN, agree, type Spoken } from '../protocol/versions.ts';
import type { ExtensionEvent } from '../protocol/events.ts';
import { movePersonalGroup } from '../store/account.ts';
import { cursorOf } from '../store/apply-rows.ts';
import type { Store } from '../store/database.ts';
import { takeGroups } from '../store/groups-of-session.ts';
import { takeKinds } from '../store/lacking-reactions.ts';
import { letGoOfOldest } from '../store/let-go.ts';
import { updateAccount } from '../store/meta.ts';
import { beginEpoch } from '../store/offer-again.ts';
import { beginReading, endReading } from '../store/reading-progress.ts';
import type { Sources } from '../store/sources.ts';
import { countUnsent } from '../store/take-batch.ts';
import type { Endpoint, Failure } from './endpoint.ts';
import { fetchImages } from './fetch-images.ts';
import { fetchOpened } from './fetch-opened.ts';
import { isPreparing, longer, type Preparing } from './preparing.ts';
import { pullGroup } from './pull.ts';
import { pushAll } from './push.ts';
import { sizeNewGroups } from './size-new-groups.ts';

export type Tell = (event: ExtensionEvent) => void;
/** `protocol` is the version that both sides speak. */
export type Ran = { ok: true; protocol: number; preparing: Preparing } | Failure;

/** Sessions asked for in one run: groups made in it, or a restore during it, need a second look. */
const ROUNDS = 4;
const MANY_KEYS = 50;

export async function fullRun(
  db: Store,
  endpoint: Endpoint,
  sources: Sources,
  tell: Tell,
  speaks: Spoken = SPOKEN,
): Promise<Ran> {
  let protocol = speaks.newest;
  let preparing: Preparing = null;
  const stored = (keys: string[] | null, membersChanged = false): void => {
    if (keys?.length !== 0) tell({ event: 'notes', keys: keys && keys.length > MANY_KEYS ? null : keys });
    if (membersChanged) tell({ event: 'status' });
  };
  for (let round = 0; round < ROUNDS; round++) {
    preparing = null;
    // 1. Who I am and which groups I am in.
    const session = await endpoint.session();
    if (!session.ok) return session;
    const info = session.value;
    const agreed = agree(speaks, info.speaks ?? { oldest: info.protocol, newest: info.protocol });
    if (!agreed.ok) {
      const code = agreed.behind === 'client' ? 'upgrade_needed' : 'endpoint_outdated';
      return { ok: false, code, retryAfter: null };
    }
    protocol = agreed.version;
    if (await takeSession(db, info, sources)) tell({ event: 'notes', keys: null });

    // 2. What was written here goes out.
    const pushed = await pushAll(db, endpoint, sources, stored);
    if (!pushed.ok) return pushed;
    let again = pushed.session;

    // 3. What was written elsewhere comes in; of a group that is large, as much as its reader wants.
    const { epoch } = info;
    const sized = await sizeNewGroups(db, endpoint, info);
    if (!sized.ok) return sized;
    if (sized.asks) tell({ event: 'status' });
    const hasLong = await beginReading(db, info);
    if (hasLong) tell({ event: 'status' });
    for (const { id: group, head } of info.groups) {
      if (!(await needsPull(db, group, head, epoch))) continue;
      // What waited for the pull goes out after it.
      again ||= (await db.cursors.get(group))?.offer === 1;
      const pulled = await pullGroup(db, endpoint, { group, epoch }, sources, (keys, membersChanged) =>
        stored(keys, membersChanged || hasLong),
      );
      if (isPreparing(pulled)) {
        preparing = longer(preparing, pulled);
        continue;
      }
      if (!pulled.ok) return pulled;
      again ||= pulled.session;
    }

    if (hasLong) await endReading(db);
    for (const { id: group } of info.groups) await letGoOfOldest(db, group);
    const fetched = await fetchOpened(db, endpoint, sources, (keys) => stored(keys, keys.length === 0));
    if (!fetched.ok) return fetched;
    again ||= fetched.behind;
    const images = await fetchImages(db, endpoint, sources, () => tell({ event: 'images' }));
    if (!images.ok) return images;
    preparing = fetched.preparing === null ? preparing : Math.max(preparing ?? 0, fetched.preparing);

    // 4. Offers made after a restore go out at once; new groups are pulled.
    if (!again && (await countUnsent(db)) === 0) break;
  }
  return { ok: true, protocol, preparing };
}

async function takeSession(db: Store, info: SessionInfo, sources: Sources): Promise<boolean> {
  const hasNewName = await updateAccount(db, info.user);
  await beginEpoch(db, info, sources);
  await takeKinds(db, info.kinds ?? []);
  const personal = info.groups.find((group) => group.personal);
  const hasMoved = personal !== undefined && (await movePersonalGroup(db, personal.id, sources));
  const hasGroups = await takeGroups(db, info, sources);
  return hasNewName || hasMoved || hasGroups;
}

async function needsPull(db: Store, group: string, head: number, epoch: string): Promise<boolean> {
  const cursor = await db.cursors.get(group);
  const holding = await db.holdings.get(group);
  if (holding?.lacks !== undefined || holding?.bare !== undefined) return true;
  return cursor === undefined || cursor.offer === 1 || cursor.anew === 1 || (await cursorOf(db, group, epoch)) < head;
}
