/** Out of a group: what the group's policy leaves on the device, and that nothing of afterwards arrives (fault F23). */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { imageOf } from '../../src/core/image.ts';
import { mayExport } from '../../src/core/note.ts';
import { keepForDraft, pictureOf } from '../../src/store/image-bytes.ts';
import { readIdentity } from '../../src/store/meta.ts';
import { readPassages } from '../../src/store/read-passages.ts';
import { setLeavePolicy } from '../../src/store/write-group.ts';
import { request } from '../server/class.ts';
import { pngOf } from '../server/png.ts';
import { KEY } from '../store/open-test-store.ts';
import { Device, must, sources, startEndpoint, twoInAGroup, type TestEndpoint } from './device.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.dispose());

/** Ben has read Ada's note; then she takes him out, and writes on. */
async function removed(policy: 'keep' | 'lock' | 'remove' | null, { online = true } = {}) {
  const [a, b] = [new Device(), new Device()];
  onTestFinished(() => [a, b].forEach(({ syncer }) => syncer.stop()));
  const { group } = await twoInAGroup(endpoint.url, a, b);
  if (policy) await setLeavePolicy(a.db, { group, policy }, sources);
  await a.write('of Ada', group);
  await b.write('of Ben', group);
  await Promise.all([a.syncer.run(), b.syncer.run()]);
  await b.syncer.run();
  await b.shows('of Ada', 'of Ben');
  if (!online) b.syncer.stop();
  const { token } = await readIdentity(a.db);
  const { user } = await readIdentity(b.db);
  const path = `/sync/v1/groups/${group}/members/${user}`;
  expect((await request(endpoint.url, 'DELETE', path, undefined, token ?? '')).status).toBe(204);
  await a.write('a secret', group);
  await a.syncer.run();
  return { a, b, group };
}

test.each([
  ['keep', ['of Ada', 'of Ben'], ['of Ada', 'of Ben']],
  ['lock', ['of Ada', 'of Ben'], ['of Ben']],
  ['remove', ['of Ben'], ['of Ben']],
  [null, ['of Ada', 'of Ben'], ['of Ben']],
] as const)('policy %s: what stays, and what may be exported', async (policy, stays, exported) => {
  const { b, group } = await removed(policy);
  await b.syncer.run();
  await b.shows(...stays);
  const { notes, groups, writeTo } = await b.conversation();
  expect(notes.map(({ group: of, can }) => ({ left: of.left, can }))).toEqual(
    stays.map(() => ({
      left: policy ?? 'lock',
      can: { edit: false, delete: false, hide: false, report: false, reply: false },
    })),
  );
  expect(notes.filter(mayExport).map(({ text }) => text)).toEqual(exported);
  expect(groups.map(({ id }) => id)).not.toContain(group);
  expect(writeTo).not.toBe(group);
  expect((await readPassages(b.db, [KEY])).passages).toHaveLength(stays.length);
  await expect(b.write('more', group)).rejects.toThrow('forbidden');
  expect(JSON.stringify(await b.db.annotations.toArray())).not.toContain('a secret');
});

test('words written before it was known go to "not sent"; nothing new comes with the answer', async () => {
  const { b, group } = await removed('lock', { online: false });
  await b.write('too late', group);
  await b.newSyncer().run();
  await b.shows('of Ada', 'of Ben', 'too late');
  const { notes, sync } = await b.conversation();
  expect(sync).toMatchObject({ state: 'ok', waiting: 0, refused: 1 });
  expect(notes.find(({ text }) => text === 'too late')).toMatchObject({ send: { state: 'refused' }, mine: true });
  expect(notes.filter(mayExport).map(({ text }) => text)).toContain('too late');
  expect(JSON.stringify(await b.db.annotations.toArray())).not.toContain('a secret');
});

test('those with a picture, which can be sent no more, go there as well', async () => {
  const { b, group } = await removed('lock', { online: false });
  const picture = await pictureOf(pngOf(20, 20, true));
  if (!picture) throw new Error('this is no picture');
  await keepForDraft(b.db, picture, sources.now());
  await b.write(imageOf({ id: picture.id, alt: 'too late' }), group);
  await b.newSyncer().run();
  expect((await b.conversation()).sync).toMatchObject({ state: 'ok', waiting: 0, refused: 1 });
});

test('let in again, the copy is brought in line: what was deleted meanwhile goes, what was written comes', async () => {
  const [a, b] = [new Device(), new Device()];
  onTestFinished(() => [a, b].forEach(({ syncer }) => syncer.stop()));
  const { group } = await twoInAGroup(endpoint.url, a, b);
  const gone = await a.write('will go', group);
  await b.write('of Ben', group);
  await Promise.all([a.syncer.run(), b.syncer.run()]);
  await b.syncer.run();
  must(await (await b.endpoint()).leave(group));
  await b.syncer.run();
  const { deleteNote } = await import('../../src/store/delete-note.ts');
  await deleteNote(a.db, gone, sources);
  await a.write('written meanwhile', group);
  await a.syncer.run();
  await b.shows('will go', 'of Ben');
  const { code } = must(await (await a.endpoint()).invite(group));
  must(await (await b.endpoint()).join({ code, name: 'Ben' }));
  await b.syncer.run();
  await b.shows('of Ben', 'written meanwhile');
  expect((await b.conversation()).notes.every((note) => note.group.left === undefined)).toBe(true);
});

test('a policy that only a newer version knows is read as a lock, and kept as it is', async () => {
  const { leavePolicyOf } = await import('../../src/core/leave-policy.ts');
  expect(leavePolicyOf({ onLeave: 'burn' })).toBe('lock');
  expect(leavePolicyOf({ onLeave: 'remove' })).toBe('remove');
});
