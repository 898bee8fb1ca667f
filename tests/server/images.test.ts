/** Pictures over the endpoint's own routes: what is taken, what is refused, who gets one, and when one goes. */
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteAccount } from '../../src/server/accounts/delete-account.ts';
import { forgetImages } from '../../src/server/images/forget-images.ts';
import { pictures } from '../core/pictures.ts';
import { Learner, deleteOp, fields, freshId, openEndpoint, putOp, restoreOp, roomyLimits } from './class.ts';
import type { TestEndpoint } from './class.ts';
import { idOf, pngOf } from './png.ts';

const DAY = 24 * 60 * 60_000;
let endpoint: TestEndpoint;
let ada: Learner;
let ben: Learner;
let group: string;
beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits(), imageRoom: { group: 2_000_000, account: 900_000 } });
  ada = await Learner.guest(endpoint.url, 'Ada');
  ben = await Learner.guest(endpoint.url, 'Ben');
  group = await ada.makeGroup();
  await ben.join(await ada.invite(group));
});
afterAll(() => endpoint.dispose());

const codeOf = ({ text }: { text: string }): string => (text === '' ? '' : JSON.parse(text).error.code);
const shows = (bytes: Uint8Array): string => `see ![it](image:${idOf(bytes)})`;

test('who sends a note that shows what is not here is told, once for each, also when it comes again', async () => {
  const [here, away] = [pngOf(30, 31, true), pngOf(31, 30, true)];
  await ada.sendImage(group, here);
  const op = putOp(group, freshId(), fields({ text: `${shows(here)} ${shows(away)} ${shows(away)}` }));
  expect(await ada.push(op, op)).toMatchObject([
    { status: 'applied', lacks: [idOf(away)] },
    { status: 'duplicate', lacks: [idOf(away)] },
  ]);
  const forged = putOp(group, freshId(), { ...fields({ text: shows(away) }), kind: 'reply', parent: freshId() });
  expect(await ada.pushOne(forged)).toMatchObject({ status: 'invalid' });
  await ada.sendImage(group, away);
  expect(await ada.pushOne(op)).not.toHaveProperty('lacks');
});

test.each(['png', 'jpeg', 'lossy', 'lossless', 'alpha'] as const)(
  '%s comes to the others as it was sent, as nothing but a picture',
  async (name) => {
    const bytes = pictures[name];
    const sent = await ada.sendImage(group, bytes);
    expect([sent.status, sent.text]).toEqual([204, '']);
    const got = await ben.image(group, idOf(bytes));
    expect([got.status, got.bytes]).toEqual([200, bytes]);
    expect(got.headers.get('content-type')).toMatch(/^image\/(png|jpeg|webp)$/);
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    expect(got.headers.get('content-security-policy')).toMatch(/default-src 'none'; sandbox/);
    expect(got.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(got.headers.get('cache-control')).toBe('private, no-cache');
  },
);

test('whatever type it is sent as, it is served as what it is', async () => {
  await ada.sendImage(group, pictures.jpeg, { type: 'image/svg+xml' });
  expect((await ben.image(group, idOf(pictures.jpeg))).headers.get('content-type')).toBe('image/jpeg');
});

test('sent again by anybody it changes nothing', async () => {
  const bytes = pngOf(40, 30, true);
  const both = await Promise.all([ada, ben, ada].map((one) => one.sendImage(group, bytes)));
  expect(both.map(({ status }) => status)).toEqual([204, 204, 204]);
  expect((await endpoint.deps.storage.images(group)).filter(({ id }) => id === idOf(bytes))).toHaveLength(1);
});

test('what is no picture, moves, is too large, or has another name is refused', async () => {
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const html = new TextEncoder().encode('<!doctype html><script>alert(1)</script>'.padEnd(80));
  for (const bytes of [
    svg,
    html,
    pictures.gif,
    pictures.movingGif,
    pictures.movingPng,
    pictures.movingWebp,
    new Uint8Array(),
  ])
    expect(codeOf(await ada.sendImage(group, bytes))).toBe('invalid');
  expect(codeOf(await ada.sendImage(group, pictures.png, { id: 'A'.repeat(22) }))).toBe('invalid');
  expect(codeOf(await ada.sendImage(group, pictures.png, { id: 'none' }))).toBe('not_found');
  expect(codeOf(await ada.sendImage(group, pictures.png, { type: 'application/json' }))).toBe('invalid_media');
  expect((await ada.sendImage(group, pngOf(1600, 1600))).status).toBe(204);
  expect(codeOf(await ada.sendImage(group, pngOf(1601, 2)))).toBe('invalid');
  // A file of some bytes that would unfold to 16 GB.
  const bomb = pictures.png.slice();
  new DataView(bomb.buffer).setUint32(16, 65_000);
  new DataView(bomb.buffer).setUint32(20, 65_000);
  expect(codeOf(await ada.sendImage(group, bomb))).toBe('invalid');
  const long = await ada.sendImage(group, pngOf(700, 700, true));
  expect([long.status, codeOf(long)]).toEqual([413, 'too_large']);
});

test('an account and a group have so much room, and no more', async () => {
  const full = await openEndpoint({ limits: roomyLimits(), imageRoom: { group: 25_000, account: 15_000 } });
  try {
    const [one, two] = [await Learner.guest(full.url, 'One'), await Learner.guest(full.url, 'Two')];
    const [here, there] = [await one.makeGroup('here'), await one.makeGroup('there')];
    await two.join(await one.invite(here));
    const picture = (): Uint8Array<ArrayBuffer> => pngOf(100, 98, true);
    const kept = picture();
    expect(kept.length).toBeGreaterThan(9000);
    expect((await one.sendImage(here, kept)).status).toBe(204);
    // The account's, in whatever group.
    const more = await one.sendImage(there, picture());
    expect([more.status, codeOf(more)]).toEqual([507, 'images_full']);
    expect((await two.sendImage(here, picture())).status).toBe(204);
    // The group's, whoever sends it; what is there is there.
    const third = await Learner.guest(full.url, 'Three');
    await third.join(await one.invite(here));
    expect(codeOf(await third.sendImage(here, picture()))).toBe('images_full');
    expect((await third.sendImage(here, kept)).status).toBe(204);
  } finally {
    await full.dispose();
  }
});

test('it goes when no note has shown it for as long as deletions are remembered, and not before', async () => {
  const { storage } = endpoint.deps;
  const room = await ada.makeGroup('for a time');
  const [kept, lost, hidden] = [pngOf(8, 8, true), pngOf(8, 8, true), pngOf(8, 8, true)];
  for (const bytes of [kept, lost, hidden]) await ada.sendImage(room, bytes);
  await ben.join(await ada.invite(room));
  await ada.write(room, shows(kept));
  const note = await ada.write(room, shows(lost));
  await ada.hide(room, await ben.write(room, shows(hidden)));
  const there = async (bytes: Uint8Array): Promise<boolean> => storage.hasImage(room, idOf(bytes));
  const start = Date.now();
  const pass = (days: number): Promise<number> => forgetImages(storage, start + (days - 30) * DAY, start + days * DAY);
  await pass(0);
  await ada.pushOne(deleteOp(room, note));
  await pass(1);
  await pass(30);
  expect(await there(lost)).toBe(true);
  // Brought back in time, it begins anew.
  await ada.pushOne(restoreOp(room, note, fields({ text: shows(lost) })));
  await pass(40);
  expect(await there(lost)).toBe(true);
  await ada.pushOne(deleteOp(room, note, 3));
  await pass(41);
  await pass(70);
  expect(await there(lost)).toBe(true);
  await pass(72);
  expect([await there(kept), await there(lost), await there(hidden)]).toEqual([true, false, true]);
});

test('what a note shows again while it is looked for stays', async () => {
  const { storage, administration } = endpoint.deps;
  const room = await ada.makeGroup('at that moment');
  const cleo = await Learner.guest(endpoint.url, 'Cleo');
  await cleo.join(await ada.invite(room));
  const [late, theirs] = [pngOf(7, 7, true), pngOf(7, 7, true)];
  await ada.sendImage(room, late);
  // Between the reading of the history and the throwing away.
  const meanwhile = (text: string): typeof storage => {
    let isRead = false;
    return {
      ...storage,
      history: (group, ...asked) => {
        isRead ||= group === room;
        return storage.history(group, ...asked);
      },
      transact: async (groups, ...work) => {
        if (isRead) await ada.write(room, text);
        isRead = false;
        return storage.transact(groups, ...work);
      },
    };
  };
  const now = Date.now();
  await forgetImages(storage, now - DAY, now);
  await forgetImages(meanwhile(shows(late)), now + DAY, now + DAY);
  expect(await storage.hasImage(room, idOf(late))).toBe(true);
  await cleo.sendImage(room, theirs);
  await deleteAccount({ storage: meanwhile(shows(theirs)), administration: await administration() }, cleo.id);
  expect(await storage.hasImage(room, idOf(theirs))).toBe(true);
});

test('who may not send one is told so before it is read', async () => {
  const stranger = await Learner.guest(endpoint.url, 'Stranger');
  const reader = await Learner.guest(endpoint.url, 'Reader');
  await reader.join(await ada.invite(group));
  await ada.setRole(group, reader.id, 'reader');
  const beginning = (who: Learner): Promise<number | undefined> =>
    new Promise((settle, fail) => {
      const headers = { 'content-type': 'image/png', 'content-length': '400000' };
      const sending = httpRequest(
        `${endpoint.url}/sync/v1/groups/${group}/images/${'A'.repeat(22)}`,
        { method: 'PUT', headers: { ...headers, authorization: `Bearer ${who.session.token}` } },
        (answer) => {
          settle(answer.statusCode);
          sending.destroy();
        },
      );
      sending.on('error', fail);
      // The rest never comes.
      sending.write('begun');
    });
  expect([await beginning(stranger), await beginning(reader)]).toEqual([404, 403]);
});

test('who deletes their account takes their pictures along, but for those that others show', async () => {
  const { storage, administration } = endpoint.deps;
  const cleo = await Learner.guest(endpoint.url, 'Cleo');
  await cleo.join(await ada.invite(group));
  const [own, shared] = [pngOf(9, 9, true), pngOf(9, 9, true)];
  for (const bytes of [own, shared]) await cleo.sendImage(group, bytes);
  await cleo.write(group, shows(own) + shows(shared));
  await ben.write(group, shows(shared));
  const alone = await cleo.makeGroup('alone');
  await cleo.sendImage(alone, own);
  await deleteAccount({ storage, administration: await administration() }, cleo.id);
  const left = await storage.images(group);
  expect(left.find(({ id }) => id === idOf(own))).toBeUndefined();
  expect(left.find(({ id }) => id === idOf(shared))).toMatchObject({ author: null });
  expect(await storage.hasImage(alone, idOf(own))).toBe(false);
  expect((await storage.imageBytes(group, cleo.id)).account).toBe(0);
});

test('of a note that is hidden nobody is told which picture it shows', async () => {
  const bytes = pngOf(10, 10, true);
  await ben.sendImage(group, bytes);
  const note = await ben.write(group, shows(bytes));
  await ada.hide(group, note);
  const cleo = await Learner.guest(endpoint.url, 'Cleo');
  await cleo.join(await ada.invite(group));
  expect(JSON.stringify(await cleo.pull(group))).not.toContain(idOf(bytes));
  expect((await cleo.image(freshId(), idOf(bytes))).status).toBe(404);
});
