/**
 * A worker is killed between any two steps: at every request, before it left and after it arrived,
 * and at every transaction. A fresh worker over the same store goes on: 0 lost, 0 twice.
 */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { deleteNote } from '../../src/store/delete-note.ts';
import { Device, sources, startEndpoint, twoInAGroup, type TestEndpoint } from './device.ts';
import { fetchUntil } from './faults.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.dispose());

const WANTED = ['edited offline', 'from Ben', 'mine 0', 'mine 1', 'mine 2', 'private'];

/** Ada has been offline: three notes, an edit, a deletion and a private note wait; Ben wrote one. */
async function afterOffline(): Promise<{ a: Device; b: Device }> {
  const a = new Device();
  const b = new Device();
  onTestFinished(() => [a, b].forEach((device) => device.syncer.stop()));
  const { group } = await twoInAGroup(endpoint.url, a, b);
  const edited = await a.write('before', group);
  const deleted = await a.write('to be deleted', group);
  await a.syncer.run();
  a.syncer.stop();
  for (let at = 0; at < 3; at++) await a.write(`mine ${at}`, group);
  await a.edit(edited, 'edited offline');
  await deleteNote(a.db, deleted, sources);
  await a.write('private', await a.personal());
  await b.write('from Ben', group);
  await b.syncer.run();
  return { a, b };
}

async function converged(a: Device, b: Device): Promise<void> {
  await a.newSyncer().run();
  await b.syncer.run();
  expect(await a.texts()).toEqual(WANTED);
  expect(await b.texts()).toEqual(WANTED.filter((text) => text !== 'private'));
  const { sync } = await a.conversation();
  expect(sync).toMatchObject({ state: 'ok', waiting: 0, refused: 0 });
}

test.each(['before', 'after'] as const)('killed %s every request of a run', async (when) => {
  for (let step = 1; ; step++) {
    const { a, b } = await afterOffline();
    const { fetch, dead, isDead } = fetchUntil(step, when);
    const cut = a.newSyncer({ fetch });
    await Promise.race([cut.run(), dead]);
    cut.stop();
    await converged(a, b);
    if (isDead()) continue;
    // The run came to its end without meeting the fault: all its steps have been tried.
    expect(step).toBeGreaterThan(3);
    break;
  }
});

test('killed at every transaction of a run', async () => {
  for (let step = 1; ; step++) {
    const { a, b } = await afterOffline();
    const whole = a.db.transaction.bind(a.db);
    let count = 0;
    const killed = new Error('killed');
    a.db.transaction = ((...work: Parameters<typeof whole>) => {
      if (++count >= step) throw killed;
      return Reflect.apply(whole, undefined, work);
    }) as typeof whole;
    const cut = a.newSyncer({ report: () => undefined });
    const ended = await cut.run().catch((error: unknown) => error);
    cut.stop();
    a.db.transaction = whole;
    await converged(a, b);
    if (ended === killed) continue;
    expect(step).toBeGreaterThan(8);
    break;
  }
});

test('the endpoint is killed again and again while two devices write', async () => {
  let server = await startEndpoint();
  onTestFinished(() => server.dispose());
  const port = Number(new URL(server.url).port);
  const { a, b, group } = await twoInAGroup(server.url);
  const texts: string[] = [];
  const write = async (device: Device, text: string): Promise<void> => {
    await device.write(text, group);
    texts.push(text);
    await device.syncer.wrote();
  };
  for (let round = 0; round < 8; round++) {
    const writing = Promise.all(
      [a, b].map(async (device, who) => {
        for (let at = 0; at < 6; at++) await write(device, `${round} ${who} ${at}`);
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 20 + round * 15));
    await server.exit('SIGKILL');
    await writing;
    server = await startEndpoint(server.folder, port);
  }
  await Promise.all([a.syncer.run(), b.syncer.run()]);
  await a.shows(...texts);
  await b.shows(...texts);
  expect(texts).toHaveLength(96);
  for (const device of [a, b]) {
    expect((await device.conversation()).sync).toMatchObject({ state: 'ok', waiting: 0, refused: 0 });
    device.syncer.stop();
  }
});
