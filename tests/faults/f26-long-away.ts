/**
 * Devices that were away for longer than deletions are remembered come back, each killed at another
 * of its requests on the way: no ghost of a deleted note stays, nothing written there is lost.
 */
import { AFTERWARDS, leaveForLong } from '../sync/long-away.ts';
import { fetchUntil } from '../sync/faults.ts';
import type { Fault } from './fault.ts';
import { endpointHere, onGround } from './ground.ts';

/** More than a way back has requests: a device that meets none of them is not killed. */
const STEPS = 12;

export const f26: Fault = {
  title: 'devices away for longer than deletions are remembered',
  run: ({ long, size }) =>
    onGround(async ({ path }) => {
      const devices = size ?? (long ? 200 : 4);
      const endpoint = await endpointHere(path);
      const figures = { acknowledged: 0, lost: 0, duplicated: 0, leaked: 0 };
      const more = { devices, 'killed on their way back': 0 };
      try {
        for (let n = 0; n < devices; n++) {
          const { a, b } = await leaveForLong(endpoint);
          const { fetch, dead, isDead } = fetchUntil((n % STEPS) + 1, n % 2 === 0 ? 'before' : 'after');
          const cut = b.newSyncer({ fetch });
          await Promise.race([cut.run(), dead]);
          cut.stop();
          if (isDead()) more['killed on their way back']++;
          await b.newSyncer().run();
          await a.syncer.run();
          for (const device of [a, b]) {
            const shown = await device.texts();
            device.syncer.stop();
            figures.lost += AFTERWARDS.filter((text) => !shown.includes(text)).length;
            figures.duplicated += shown.length - new Set(shown).size;
            // A ghost: words that were deleted or replaced.
            figures.leaked += shown.filter((text) => !AFTERWARDS.includes(text)).length;
          }
          figures.acknowledged += AFTERWARDS.length;
        }
      } finally {
        await endpoint.stop();
      }
      return { ...figures, more };
    }),
};
