/**
 * A device that was away for longer than the endpoint remembers deletions (fault F26) reads its
 * groups anew: no ghosts of deleted notes stay, and nothing that was written here is lost.
 */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { beginAnew } from '../../src/store/read-anew.ts';
import { deleteNote } from '../../src/store/delete-note.ts';
import { pushAll } from '../../src/sync/push.ts';
import { openEndpoint, type TestEndpoint } from '../server/class.ts';
import { Device, must, sources } from './device.ts';
import { fetchUntil } from './faults.ts';
import { AFTERWARDS, leaveForLong, purgeAll } from './long-away.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.dispose());

const purge = (): Promise<number> => purgeAll(endpoint.deps);

async function longAway() {
  const scene = await leaveForLong(endpoint);
  onTestFinished(() => [scene.a, scene.b].forEach(({ syncer }) => syncer.stop()));
  return scene;
}

test('no ghosts, and no local edits lost', async () => {
  const { a, b } = await longAway();
  await b.newSyncer().run();
  await b.shows(...AFTERWARDS);
  await a.shows(...AFTERWARDS);
  expect((await b.conversation()).sync).toMatchObject({ state: 'ok', waiting: 0, refused: 0 });
  expect(await b.db.annotations.filter(({ stale }) => stale === 1).count()).toBe(0);
  expect((await b.db.cursors.toArray()).some(({ anew }) => anew === 1)).toBe(false);
});

test.each(['before', 'after'] as const)('the same when it is killed %s any of its requests', async (when) => {
  for (let step = 1; ; step++) {
    const { b } = await longAway();
    const { fetch, dead, isDead } = fetchUntil(step, when);
    const cut = b.newSyncer({ fetch });
    await Promise.race([cut.run(), dead]);
    cut.stop();
    await b.newSyncer().run();
    expect(await b.texts()).toEqual(AFTERWARDS);
    if (isDead()) continue;
    expect(step).toBeGreaterThan(3);
    break;
  }
});

test('an edit of a note whose deletion nobody remembers brings the note back whole', async () => {
  const first = await new Device().signInAsGuest(endpoint.url, 'Ada');
  const group = await first.personal();
  const id = await first.write('one', group);
  await first.syncer.run();
  const second = await new Device().copyAccount(first);
  onTestFinished(() => [first, second].forEach(({ syncer }) => syncer.stop()));
  await second.syncer.run();
  second.syncer.stop();
  await deleteNote(first.db, id, sources);
  await first.syncer.run();
  await purge();
  await second.edit(id, 'two', ['kept']);
  await second.newSyncer().run();
  await Promise.all([first.shows('two'), second.shows('two')]);
  expect((await first.conversation()).notes).toMatchObject([{ id, tags: ['kept'], quote: 'the passage' }]);
});

test('a note that was sent while a reading anew was due, and deleted and forgotten before it began, is gone', async () => {
  const first = await new Device().signInAsGuest(endpoint.url, 'Ada');
  const group = await first.personal();
  await first.syncer.run();
  const second = await new Device().copyAccount(first);
  onTestFinished(() => [first, second].forEach(({ syncer }) => syncer.stop()));
  await second.syncer.run();
  second.syncer.stop();
  const { epoch } = (await second.db.cursors.get(group))!;
  await beginAnew(second.db, { group, epoch, floor: 0 });
  const id = await second.write('late', group);
  expect(await pushAll(second.db, await second.endpoint(), sources, () => undefined)).toMatchObject({ ok: true });
  await first.syncer.run();
  await deleteNote(first.db, id, sources);
  await first.syncer.run();
  await purge();
  await second.newSyncer().run();
  expect(await second.texts()).toEqual([]);
});

test('who is only a little behind, or reads a group for the first time, is not sent back', async () => {
  const { a, b, group } = await longAway();
  const { head } = must(await (await a.endpoint()).session()).groups.find(({ id }) => id === group) ?? { head: 0 };
  const ask = async (after: number, floor?: number) => must(await (await b.endpoint()).changes(group, after, floor));
  const { floor } = await ask(0);
  expect(floor).toBeGreaterThan(1);
  expect(await ask(1)).toMatchObject({ resync: true, rows: [], floor });
  expect(await ask(1, floor)).toMatchObject({ resync: false });
  expect(await ask(floor)).toMatchObject({ resync: false, cursor: head });
});

test('a client of before, which says no floor, gets what is there', async () => {
  const { a, group } = await longAway();
  const { token } = await a.db.meta.get('identity').then((one) => (one?.key === 'identity' ? one : { token: '' }));
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${endpoint.url}/sync/v1/groups/${group}/changes?after=1`, { headers });
  const { rows, resync } = (await answer.json()) as { rows: unknown[]; resync?: boolean };
  expect(rows.length).toBeGreaterThan(0);
  expect(resync).toBeUndefined();
});
