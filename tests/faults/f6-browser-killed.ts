/** The whole browser is killed while notes are written and sent, and started again with the same profile. */
import { until } from '../e2e/harness/wait.ts';
import { between, seeded } from '../../bench/random.ts';
import { inCircle } from './circle-ground.ts';
import { must, type Fault } from './fault.ts';
import { pause } from './ground.ts';

export const f6: Fault = {
  title: 'the browser killed in mid-sync',
  run: ({ seed, long, size }) =>
    inCircle(async ({ ben, write, saved, settle }) => {
      const random = seeded(seed);
      const kills = size ?? (long ? 100 : 3);
      for (let round = 0; round < kills; round++) {
        await ben.desk();
        const killed = new AbortController();
        const writing = (async () => {
          for (let at = 0; !killed.signal.aborted; at++)
            await write(`round ${round} note ${at}`).catch(() => undefined);
        })();
        // A slow machine needs longer to its first note, and a kill before it would say nothing.
        const before = saved.size;
        await until('a note was saved', async () => saved.size > before, 60_000);
        await pause(between(random, 0, 600));
        killed.abort();
        await ben.learner.kill();
        await writing;
        await ben.learner.restart();
      }
      must(saved.size >= kills, 'too little was written for a kill to mean anything');
      return { ...(await settle()), more: { kills } };
    }),
};
