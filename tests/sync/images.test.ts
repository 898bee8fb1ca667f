/** Pictures between devices through a real endpoint: before their notes, whatever is cut, refused, or in between. */
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { imageOf } from '../../src/core/image.ts';
import { keepForDraft, pictureOf, type Picture } from '../../src/store/image-bytes.ts';
import { retryRefused } from '../../src/store/refused.ts';
import { deleteNote } from '../../src/store/delete-note.ts';
import { pngOf } from '../server/png.ts';
import { Device, must, sources, startEndpoint, twoInAGroup, type TestEndpoint } from './device.ts';
import { faultyFetch, fetchUntil } from './faults.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.dispose());

let [a, b]: [Device, Device] = [new Device(), new Device()];
let group: string;
beforeEach(async () => {
  [a, b] = [new Device(), new Device()];
  onTestFinished(() => [a, b].forEach(({ syncer }) => syncer.stop()));
  ({ group } = await twoInAGroup(endpoint.url, a, b));
});

const keep = async (on: Device): Promise<Picture> => {
  const picture = await pictureOf(pngOf(60, 60, true));
  if (!picture) throw new Error('no picture');
  await keepForDraft(on.db, picture, Date.now());
  return picture;
};
const showing = ({ id }: Picture): string => `see ${imageOf({ id, alt: 'it' })}`;
const addressOf = ([address]: Parameters<typeof fetch>): string => (address instanceof URL ? address.pathname : '');
const isImage = (request: Parameters<typeof fetch>): boolean => addressOf(request).includes('/images/');
const bytesOn = async (on: Device, { id }: Picture): Promise<Uint8Array | undefined> =>
  (await on.db.imageBytes.get([group, id]))?.bytes;
const comes = (on: Device, picture: Picture) =>
  expect.poll(() => bytesOn(on, picture), { timeout: 10_000 }).toEqual(picture.bytes);

test('it comes to the others by itself, with its note, and nobody has to look at it', async () => {
  const picture = await keep(a);
  await a.write(showing(picture), group);
  await a.syncer.wrote();
  await b.shows(showing(picture));
  await comes(b, picture);
  expect(b.events).toContainEqual({ event: 'images' });
  expect(await a.db.images.get([group, picture.id])).toMatchObject({ state: 'sent' });
});

test('it is there before its note is, whatever is written together', async () => {
  const order: string[] = [];
  const spy: typeof fetch = async (...request) => {
    const answer = await fetch(...request);
    const method = request[1]?.method;
    if (method === 'PUT' || addressOf(request).endsWith('/push')) order.push(method === 'PUT' ? 'picture' : 'notes');
    return answer;
  };
  a.syncer.stop();
  a.newSyncer({ fetch: spy });
  const [one, two] = [await keep(a), await keep(a)];
  await a.write(showing(one), group);
  await a.write('plain', group);
  await a.write(showing(two), group);
  await a.syncer.run();
  expect(order).toEqual(['picture', 'picture', 'notes']);
});

test('of a group that is made in the same run it follows the group and comes before the note', async () => {
  const { createGroup } = await import('../../src/store/write-group.ts');
  const made = await createGroup(a.db, 'New', sources);
  const picture = await keep(a);
  await a.write(showing(picture), made);
  await a.syncer.run();
  expect(await a.db.outbox.count()).toBe(0);
  expect(await (await a.endpoint()).image(made, picture.id)).toMatchObject({ ok: true });
});

test.each([
  [1, 'before'],
  [1, 'after'],
  [2, 'before'],
  [2, 'after'],
  [3, 'before'],
  [3, 'after'],
  [4, 'before'],
  [4, 'after'],
] as const)('cut at request %i, %s it arrived, a new worker goes on, and nothing is twice', async (killed, when) => {
  const picture = await keep(a);
  await a.write(showing(picture), group);
  a.syncer.stop();
  const { fetch: cut, dead } = fetchUntil(killed, when);
  const dying = a.newSyncer({ fetch: cut });
  dying.run().catch(() => undefined);
  await Promise.race([dead, new Promise((done) => setTimeout(done, 2000))]);
  dying.stop();
  await a.newSyncer().run();
  await b.syncer.run();
  await b.shows(showing(picture));
  await comes(b, picture);
  expect((await a.conversation()).notes).toHaveLength(1);
});

test.each([1, 2, 3])('over a network of every fault it arrives whole or not at all (seed %i)', async (seed) => {
  let state = seed * 7919;
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const sent = [await keep(a), await keep(a), await keep(a)];
  for (const one of sent) await a.write(showing(one), group);
  for (const on of [a, b]) {
    on.syncer.stop();
    on.newSyncer({ fetch: faultyFetch(random) });
  }
  for (let round = 0; round < 12; round++) for (const on of [a, b]) await on.syncer.run();
  for (const on of [a, b]) {
    on.syncer.stop();
    await on.newSyncer().run();
  }
  await b.syncer.run();
  await b.shows(...sent.map(showing));
  for (const one of sent) await comes(b, one);
});

test('a note whose picture is refused stands in "not sent" with the reason, and leaves when there is room', async () => {
  a.syncer.stop();
  let isFull = true;
  const refuses: typeof fetch = async (...request) => {
    const body = JSON.stringify({ error: { code: 'images_full', message: '' } });
    return isFull && isImage(request) ? new Response(body, { status: 507 }) : fetch(...request);
  };
  a.newSyncer({ fetch: refuses });
  const picture = await keep(a);
  await a.write(showing(picture), group);
  await a.write('plain', group);
  await a.syncer.run();
  await b.syncer.run();
  await b.shows('plain');
  const refused = (await a.conversation()).notes.find(({ text }) => text !== 'plain');
  expect(refused).toMatchObject({ text: showing(picture), send: { state: 'refused', code: 'images_full' } });
  // Not asked again by itself.
  await a.syncer.run();
  expect((await a.conversation()).sync).toMatchObject({ waiting: 0, refused: 1 });
  isFull = false;
  await retryRefused(a.db, null, sources);
  await a.syncer.run();
  await b.shows('plain', showing(picture));
  await comes(b, picture);
});

test('where somebody in between says yes, nothing is taken for sent', async () => {
  a.syncer.stop();
  const hotel: typeof fetch = async (...request) =>
    isImage(request)
      ? new Response('<h1>Welcome</h1>', { headers: { 'content-type': 'text/html' } })
      : fetch(...request);
  const picture = await keep(a);
  await a.write(showing(picture), group);
  await a.newSyncer({ fetch: hotel }).run();
  expect(await a.db.images.get([group, picture.id])).toMatchObject({ state: 'unsent' });
  expect(await a.db.outbox.count()).toBe(1);
});

test('an endpoint that gives other bytes under its name gives no picture', async () => {
  const [meant, other] = [await keep(a), await keep(a)];
  await a.write(showing(meant), group);
  b.syncer.stop();
  b.newSyncer({
    fetch: async (...request) =>
      isImage(request)
        ? new Response(Uint8Array.from(other.bytes), { headers: { 'content-type': 'image/png' } })
        : fetch(...request),
  });
  await a.syncer.run();
  await b.syncer.run();
  expect(await b.db.images.get([group, meant.id])).toMatchObject({ state: 'lacking' });
  expect(await b.db.imageBytes.count()).toBe(0);
});

test('from an older endpoint, which has no pictures, the note does not leave without its own', async () => {
  a.syncer.stop();
  const older: typeof fetch = async (...request) => {
    const answer = await fetch(...request);
    if (!addressOf(request).includes('/session')) return answer;
    const session = (await answer.json()) as { kinds: string[] };
    return Response.json({ ...session, kinds: session.kinds.filter((kind) => kind !== 'image') });
  };
  const picture = await keep(a);
  await a.write(showing(picture), group);
  await a.newSyncer({ fetch: older }).run();
  expect((await a.conversation()).notes[0]?.send).toEqual({ state: 'refused', code: 'endpoint_outdated' });
});

test('the same picture of two people, and in two groups, is one in each', async () => {
  const picture = await keep(a);
  await keepForDraft(b.db, picture, Date.now());
  const own = await a.personal();
  await a.write(showing(picture), group);
  await a.write(showing(picture), own);
  await b.write(showing(picture), group);
  await Promise.all([a.syncer.run(), b.syncer.run()]);
  await Promise.all([a.syncer.run(), b.syncer.run()]);
  const at = await a.endpoint();
  expect(must(await at.image(group, picture.id))).toEqual(picture.bytes);
  expect(must(await at.image(own, picture.id))).toEqual(picture.bytes);
  expect(await (await b.endpoint()).image(own, picture.id)).toMatchObject({ ok: false, code: 'not_found' });
});

test('a deleted note takes its picture from the devices of others', async () => {
  const picture = await keep(a);
  const id = await a.write(showing(picture), group);
  await a.syncer.run();
  await b.syncer.run();
  await comes(b, picture);
  await deleteNote(a.db, id, sources);
  await a.syncer.run();
  await b.syncer.run();
  await b.shows();
  const later = { ...sources, now: () => Date.now() + 2 * 24 * 60 * 60_000 };
  const { tidy } = await import('../../src/store/tidy.ts');
  await tidy(b.db, later);
  expect(await bytesOn(b, picture)).toBeUndefined();
});
