/** What is said of a list of measurements: the middle one, and the one below which a share of them lie. */

/** The middle of a list that is not empty. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** @param share from 0 to 1: 0.99 is the 99th percentile (nearest rank) */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = Float64Array.from(samples).sort();
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}
