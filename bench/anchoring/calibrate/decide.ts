/** What thresholds and margins are worth on weighed passages, and whether a score means what it says. */
import { type Score, summary } from '../score.ts';
import { chances } from './logit.ts';
import type { Sample } from './samples.ts';

/** A passage with the probability of each of its places, by weights that have not seen it. */
export interface Weighed {
  readonly sample: Sample;
  readonly chances: readonly number[];
}

/** Weighs passages by one set of weights. */
export function weigh(samples: readonly Sample[], weights: readonly number[]): Weighed[] {
  return samples.map((sample) => ({ sample, chances: chances(sample.options, weights) }));
}

/** One decision: the best place is taken at this probability, and this much above the next one. */
export interface Rule {
  readonly accept: number;
  readonly margin: number;
}

/** What a rule is worth. */
export function scoreOf(all: readonly Weighed[], { accept, margin }: Rule): Score {
  return summary(
    all.map(({ sample, chances }) => {
      const { at, best, next } = leaders(chances);
      const taken = best >= accept && best - next >= margin;
      return (taken ? sample.verdicts[at] : undefined) ?? sample.silent;
    }),
  );
}

/** The best place, its probability and the next one's. */
function leaders(chances: readonly number[]): { at: number; best: number; next: number } {
  const best = Math.max(0, ...chances);
  const at = chances.indexOf(best);
  return { at, best, next: Math.max(0, ...chances.filter((_, other) => other !== at)) };
}

/** A bin of scores: how sure we were on average, and how often we were right. */
export interface Bin {
  readonly count: number;
  readonly said: number;
  readonly seen: number;
}

/** The best places' scores in ten bins, and the expected calibration error: the mean gap, weighted by count. */
export function reliability(all: readonly Weighed[]): { bins: Bin[]; error: number } {
  const bins = Array.from({ length: 10 }, () => ({ count: 0, said: 0, seen: 0 }));
  for (const { sample, chances } of all) {
    const { at, best } = leaders(chances);
    const bin = at < 0 ? undefined : bins[Math.min(9, Math.floor(best * 10))];
    if (!bin) continue;
    bin.count++;
    bin.said += best;
    if (sample.chosen === at) bin.seen++;
  }
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const error = bins.reduce((sum, { said, seen }) => sum + Math.abs(said - seen), 0) / total;
  return {
    bins: bins.map(({ count, said, seen }) => ({ count, said: said / (count || 1), seen: seen / (count || 1) })),
    error,
  };
}
