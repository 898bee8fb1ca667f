/** Tags that two devices of one learner give and take at once: none that was given is lost, and none that was taken off comes back. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { applyRows } from '../../src/store/apply-rows.ts';
import { retagNotes } from '../../src/store/change-many.ts';
import { openEndpoint, type TestEndpoint } from '../server/class.ts';
import { Device, sources } from './device.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.dispose());

const tagsOf = async (device: Device) => (await device.conversation()).notes.map(({ tags }) => [...tags].sort());

async function twoDevices() {
  const first = await new Device().signInAsGuest(endpoint.url, 'Ada');
  const id = await first.write('one', await first.personal());
  await first.edit(id, 'one', ['old', 'stays']);
  await first.syncer.run();
  const second = await new Device().copyAccount(first);
  onTestFinished(() => [first, second].forEach(({ syncer }) => syncer.stop()));
  await second.syncer.run();
  // Both are away.
  [first, second].forEach(({ syncer }) => syncer.stop());
  return { first, second, id };
}

test('both lists are joined, whoever comes last', async () => {
  const { first, second, id } = await twoDevices();
  await retagNotes(first.db, [{ id, add: ['by the first'], remove: ['old'] }], sources);
  await retagNotes(second.db, [{ id, add: ['by the second'], remove: [] }], sources);
  await first.newSyncer().run();
  await second.newSyncer().run();
  await first.syncer.run();
  const joined = ['by the first', 'by the second', 'stays'];
  expect([await tagsOf(first), await tagsOf(second)]).toEqual([[joined], [joined]]);
});

test('tags that came meanwhile are shown under those that wait, and can be taken off', async () => {
  const { first, second, id } = await twoDevices();
  await retagNotes(second.db, [{ id, add: ['waits'], remove: [] }], sources);
  await retagNotes(first.db, [{ id, add: ['came', 'comes'], remove: [] }], sources);
  await first.newSyncer().run();
  // It hears of it before it can send.
  const { base, group } = (await first.db.annotations.get(id)) ?? {};
  const cursor = await second.db.cursors.get(group ?? '');
  if (!base || !cursor) throw new Error('nothing came');
  const { epoch, cursor: after } = cursor;
  await applyRows(second.db, { group: base.group, after, cursor: base.seq, epoch, rows: [base] }, sources);
  expect(await tagsOf(second)).toEqual([['came', 'comes', 'old', 'stays', 'waits']]);
  await retagNotes(second.db, [{ id, add: [], remove: ['came'] }], sources);
  await second.newSyncer().run();
  await first.syncer.run();
  const joined = ['comes', 'old', 'stays', 'waits'];
  expect([await tagsOf(first), await tagsOf(second)]).toEqual([[joined], [joined]]);
});
