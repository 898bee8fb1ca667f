/** Forgets tombstones that are older than the endpoint keeps them, and pictures that nothing has shown for as long: once at its start, then every day. */
import { forgetImages } from '../images/forget-images.ts';
import type { Storage } from '../storage/storage.ts';

const DAY = 24 * 60 * 60_000;

export type PurgePorts = { now: () => number; report: (error: unknown) => void };

/** Answers how to end it, which waits for a purge under way. */
export function purgeDaily(storage: Storage, days: number, { now, report }: PurgePorts): () => Promise<void> {
  let underWay = Promise.resolve();
  const purge = (): void => {
    const before = now() - days * DAY;
    underWay = storage
      .purge(before)
      .then(() => forgetImages(storage, before, now()))
      .then(() => undefined, report);
  };
  purge();
  const timer = setInterval(purge, DAY).unref();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}
