/** A class with many notes: full pages, full batches, and more than one of each. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { LIMITS } from '../../src/protocol/sync.ts';
import { enqueueWords } from '../../src/store/enqueue.ts';
import { reassemble } from '../../src/store/reassemble.ts';
import { freshId } from '../../src/store/sources.ts';
import { fields } from '../store/open-test-store.ts';
import { Device, must, sources, startEndpoint, type TestEndpoint } from './device.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.dispose());

test('more notes than two pages hold, written offline, go out, and come in on another device', async () => {
  const count = 2 * LIMITS.rows + LIMITS.ops;
  const a = await new Device().signInAsGuest(endpoint.url, 'Ada');
  const b = await new Device().copyAccount(a);
  onTestFinished(() => [a, b].forEach((device) => device.syncer.stop()));
  await a.syncer.run();
  a.syncer.stop();
  const group = await a.personal();
  await a.db.write(async () => {
    for (let at = 0; at < count; at++) {
      const id = freshId(sources);
      await enqueueWords(a.db, { id, group }, fields({ text: `note ${at}` }), sources);
      await reassemble(a.db, [{ id }], sources);
    }
  });
  await a.newSyncer().run();
  expect(await a.conversation()).toMatchObject({ sync: { state: 'ok', waiting: 0, refused: 0 } });
  await b.syncer.run();
  expect(new Set(await b.texts()).size).toBe(count);
  const { groups } = must(await (await b.endpoint()).session());
  expect((await b.db.cursors.toArray()).map(({ cursor }) => cursor)).toEqual(groups.map(({ head }) => head));
}, 120_000);
