/** Forgets tombstones that are older than the endpoint keeps them: once at its start, then every day. */
import type { Storage } from '../storage/storage.ts';

const DAY = 24 * 60 * 60_000;

export type PurgePorts = { now: () => number; report: (error: unknown) => void };

/** Answers how to end it, which waits for a purge under way. */
export function purgeDaily(
  storage: Pick<Storage, 'purge'>,
  days: number,
  { now, report }: PurgePorts,
): () => Promise<void> {
  let underWay = Promise.resolve();
  const purge = (): void => {
    underWay = storage.purge(now() - days * DAY).then(() => undefined, report);
  };
  purge();
  const timer = setInterval(purge, DAY).unref();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}
