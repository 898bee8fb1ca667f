/**
 * Two devices of one learner, both offline, change the words of the same notes and come back in any
 * order: both texts are kept, and every replica ends alike.
 */
import { seeded } from '../../bench/random.ts';
import { Device } from '../sync/device.ts';
import type { Fault } from './fault.ts';
import { must } from './fault.ts';
import { onGround } from './ground.ts';

export const f25: Fault = {
  title: 'two devices of one learner edit the same notes offline',
  run: ({ seed, long, size }) =>
    onGround(async ({ start }) => {
      const random = seeded(seed);
      const pairs = size ?? (long ? 500 : 4);
      const { url } = await start();
      const figures = { acknowledged: 0, lost: 0, duplicated: 0, leaked: 0 };
      const more = { pairs, 'edited more than once': 0, 'the second came first': 0 };
      for (let n = 0; n < pairs; n++) {
        const first = await new Device().signInAsGuest(url, `Ada ${n}`);
        const id = await first.write('one', await first.personal());
        await first.syncer.run();
        const second = await new Device().copyAccount(first);
        await second.syncer.run();
        const devices = [first, second];
        for (const { syncer } of devices) syncer.stop();
        const wanted: string[] = [];
        for (const [who, device] of devices.entries()) {
          const last = random() < 0.5 ? 1 : 2;
          if (last > 1) more['edited more than once']++;
          for (let time = 1; time <= last; time++) await device.edit(id, `by ${who}, time ${time}`);
          wanted.push(`by ${who}, time ${last}`);
        }
        if (random() < 0.5) {
          more['the second came first']++;
          devices.reverse();
        }
        for (const device of devices) await device.newSyncer().run();
        for (const device of devices) await device.syncer.run();
        const third = await new Device().copyAccount(first);
        await third.syncer.run();
        const shown = await Promise.all([...devices, third].map((device) => device.texts()));
        for (const { syncer } of [...devices, third]) syncer.stop();
        must(new Set(shown.map((texts) => texts.join())).size === 1, `pair ${n}: replicas differ`);
        for (const texts of shown) {
          figures.lost += wanted.filter((text) => !texts.includes(text)).length;
          figures.duplicated += texts.length - new Set(texts).size;
          figures.leaked += texts.filter((text) => !wanted.includes(text)).length;
        }
        figures.acknowledged += wanted.length;
      }
      return { ...figures, more };
    }),
};
