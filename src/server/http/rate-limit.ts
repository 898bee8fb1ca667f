/**
 * How often one account or address may ask, kept in memory as token buckets: a burst is free,
 * a steady stream is slowed. Generous by address, since a whole school may share one.
 */
import { HttpError } from './http-error.ts';

export type Rule = { burst: number; perSecond: number };

export type Limiter = {
  /** Counts one request; throws `too_many` with the time to wait when there were too many. */
  take(key: string): void;
  /** Counts more for a request that was let through, as it proves to be more work; who asks next waits for all of it. */
  charge(key: string, more: number): void;
};

type Bucket = { tokens: number; at: number };

/** Buckets that are full again are forgotten when there are more than this many. */
const MAX_BUCKETS = 10_000;

export function createLimiter({ burst, perSecond }: Rule, now: () => number = Date.now): Limiter {
  const buckets = new Map<string, Bucket>();
  const filled = ({ tokens, at }: Bucket, time: number): number =>
    Math.min(burst, tokens + ((time - at) / 1000) * perSecond);

  const spend = (key: string, cost: (tokens: number) => number): void => {
    const time = now();
    const bucket = buckets.get(key) ?? { tokens: burst, at: time };
    // A clock that is set back must not empty anybody's bucket, nor stop it from filling.
    bucket.at = Math.min(bucket.at, time);
    const tokens = filled(bucket, time);
    const left = tokens - cost(tokens);
    if (buckets.size >= MAX_BUCKETS) {
      for (const [other, bucket] of buckets) if (filled(bucket, time) >= burst) buckets.delete(other);
    }
    buckets.set(key, { tokens: left, at: time });
  };

  return {
    take(key) {
      spend(key, (tokens) => {
        if (tokens < 1) throw new HttpError('too_many', Math.ceil((1 - tokens) / perSecond));
        return 1;
      });
    },
    charge(key, more) {
      spend(key, () => more);
    },
  };
}
