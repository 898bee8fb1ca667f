/** The extension's service worker is killed again and again in mid-sync: 0 lost, nothing twice, and both learners in step. */
import { between, seeded } from '../../bench/random.ts';
import { inCircle } from './circle-ground.ts';
import { must, type Fault } from './fault.ts';
import { pause } from './ground.ts';

export const f5: Fault = {
  title: 'the service worker killed in mid-sync',
  run: ({ seed, long, size }) =>
    inCircle(async ({ ada, ben, write, saved, settle }) => {
      const random = seeded(seed);
      const kills = size ?? (long ? 500 : 15);
      await ben.desk();
      for (let round = 0; round < kills; round++) {
        const worker = await ben.learner.worker();
        const killing = pause(between(random, 0, 60))
          .then(() => worker.close())
          .catch(() => undefined);
        // So that there is something to pull as well when the worker dies.
        const others = write(`round ${round} of Ada`, ada);
        // Only what was answered counts as saved; a call that died with the worker may or may not be.
        for (let at = 0; at < 5; at++) await write(`round ${round} note ${at}`).catch(() => undefined);
        await Promise.all([killing, others]);
      }
      must(saved.size > kills, 'too little was written for a kill to mean anything');
      return { ...(await settle()), more: { kills } };
    }),
};
