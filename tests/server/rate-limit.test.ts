/** The token bucket, by a clock of our own. */
import { expect, test } from 'vitest';
import { HttpError } from '../../src/server/http/http-error.ts';
import { createLimiter } from '../../src/server/http/rate-limit.ts';

/** Null when let through, else the seconds to wait. */
function asker(rule: { burst: number; perSecond: number }) {
  const clock = { now: 1_000_000 };
  const limiter = createLimiter(rule, () => clock.now);
  const ask = (key: string): number | null => {
    try {
      limiter.take(key);
      return null;
    } catch (error) {
      if (error instanceof HttpError && error.code === 'too_many') return error.retryAfter;
      throw error;
    }
  };
  return { clock, ask, limiter };
}

test('a burst is free, then the wait is told, and waiting that long is enough', () => {
  const { clock, ask } = asker({ burst: 3, perSecond: 0.1 });
  expect([ask('a'), ask('a'), ask('a'), ask('a')]).toEqual([null, null, null, 10]);
  clock.now += 9_000;
  expect(ask('a')).toBe(1);
  clock.now += 1_000;
  expect([ask('a'), ask('a')]).toEqual([null, 10]);
});

test('one key does not use up another’s', () => {
  const { ask } = asker({ burst: 1, perSecond: 1 });
  expect([ask('a'), ask('b'), ask('a'), ask('b')]).toEqual([null, null, 1, 1]);
});

test('a long rest refills to the burst and not beyond', () => {
  const { clock, ask } = asker({ burst: 2, perSecond: 1 });
  ask('a');
  clock.now += 1_000_000;
  expect([ask('a'), ask('a'), ask('a')]).toEqual([null, null, 1]);
});

test('a clock that is set back refuses nobody and goes on refilling', () => {
  const { clock, ask } = asker({ burst: 2, perSecond: 1 });
  ask('a');
  clock.now -= 3_600_000;
  expect([ask('a'), ask('a')]).toEqual([null, 1]);
  clock.now += 1_000;
  expect(ask('a')).toBeNull();
});

test('what proves to be more work is waited for by who asks next, and waiting as long as was told is enough', () => {
  const { clock, ask, limiter } = asker({ burst: 3, perSecond: 0.1 });
  expect(ask('a')).toBeNull();
  limiter.charge('a', 10);
  expect([ask('a'), ask('b')]).toEqual([90, null]);
  clock.now += 89_000;
  expect(ask('a')).toBe(1);
  clock.now += 1_000;
  expect([ask('a'), ask('a')]).toEqual([null, 10]);
});

test('many keys that have rested are forgotten, one that has not is remembered', () => {
  const { clock, ask } = asker({ burst: 2, perSecond: 1 });
  for (let n = 0; n < 10_000; n++) ask(`once ${n}`);
  clock.now += 1_500;
  ask('busy');
  ask('busy');
  for (let n = 0; n < 10_000; n++) ask(`again ${n}`);
  expect(ask('busy')).toBe(1);
});
