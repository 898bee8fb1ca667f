/** The same storage, with its transactions timed: how long they wait is the first sign of too much to do. */
import type { Storage } from '../storage/storage.ts';
import type { Metrics } from './metrics.ts';

export function measuredStorage(storage: Storage, metrics: Pick<Metrics, 'transaction'>): Storage {
  return {
    ...storage,
    transact: async (groups, work, options) => {
      const asked = performance.now();
      let begun = asked;
      try {
        return await storage.transact(
          groups,
          (tx) => {
            begun = performance.now();
            return work(tx);
          },
          options,
        );
      } finally {
        metrics.transaction((begun - asked) / 1000, (performance.now() - begun) / 1000);
      }
    },
  };
}
