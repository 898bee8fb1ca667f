/** Chance of one seed: the same seed makes the same run, byte for byte. */
import { seeded } from '../../../bench/random.ts';

export type Random = {
  /** From 0 to below 1. */
  next(): number;
  chance(probability: number): boolean;
  below(limit: number): number;
  pick<T>(list: readonly T[]): T | undefined;
  bytes(length: number): Uint8Array;
};

export function randomOf(seed: number): Random {
  const next = seeded(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (list) => list[below(list.length)],
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}
