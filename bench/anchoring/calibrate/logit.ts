/**
 * The conditional logit that anchoring's evidence is fitted by: of several options, or none of them, exactly one is true,
 * with odds that grow with a weighted sum of each option's terms. Pure, so that it can be tried on known weights.
 */

/** Options by their terms, and the one that is true; -1 when none is. */
export interface Choice {
  readonly options: readonly (readonly number[])[];
  readonly chosen: number;
}

/** Pulls weights towards nothing where the data do not speak. */
const RIDGE = 0.1;
const STEPS = 50;

/** The most likely weights (Newton's method; the likelihood has one summit). */
export function fit(choices: readonly Choice[], terms: number): number[] {
  let weights = Array.from({ length: terms }, () => 0);
  for (let step = 0; step < STEPS; step++) {
    const { slope, bend } = derivatives(choices, weights);
    const change = solve(bend, slope);
    // far from the summit a full step can overshoot
    let size = 1;
    const before = penalised(choices, weights);
    let next = weights;
    do {
      next = weights.map((one, at) => one + size * change[at]!);
      size /= 2;
    } while (penalised(choices, next) > before && size > 1e-6);
    weights = next;
    if (Math.max(...change.map(Math.abs)) < 1e-6) break;
  }
  return weights;
}

/** The probability of every option; what is missing to 1 is that of none. */
export function chances(options: Choice['options'], weights: readonly number[]): number[] {
  const odds = options.map((terms) => Math.exp(Math.min(50, dot(terms, weights))));
  const sum = odds.reduce((total, one) => total + one, 1);
  return odds.map((one) => one / sum);
}

/** Mean surprise at what is true, in nats: less is better. */
export function logLoss(choices: readonly Choice[], weights: readonly number[]): number {
  return choices.reduce((sum, one) => sum - Math.log(Math.max(1e-12, chanceOfTruth(one, weights))), 0) / choices.length;
}

function chanceOfTruth({ options, chosen }: Choice, weights: readonly number[]): number {
  const all = chances(options, weights);
  return chosen >= 0 ? (all[chosen] ?? 0) : 1 - all.reduce((sum, one) => sum + one, 0);
}

function penalised(choices: readonly Choice[], weights: readonly number[]): number {
  return logLoss(choices, weights) * choices.length + (RIDGE / 2) * dot(weights, weights);
}

function derivatives(choices: readonly Choice[], weights: readonly number[]): { slope: number[]; bend: number[][] } {
  const size = weights.length;
  const slope = weights.map((one) => -RIDGE * one);
  const bend = weights.map((_, row) => weights.map((_, column) => (row === column ? RIDGE : 0) as number));
  for (const { options, chosen } of choices) {
    const likely = chances(options, weights);
    const mean = weights.map((_, at) => options.reduce((sum, terms, one) => sum + likely[one]! * terms[at]!, 0));
    for (let row = 0; row < size; row++) {
      slope[row] = slope[row]! + (options[chosen]?.[row] ?? 0) - mean[row]!;
      for (let column = 0; column < size; column++) {
        const both = options.reduce((sum, terms, one) => sum + likely[one]! * terms[row]! * terms[column]!, 0);
        bend[row]![column] = bend[row]![column]! + both - mean[row]! * mean[column]!;
      }
    }
  }
  return { slope, bend };
}

/** Solves a symmetric positive system (Gauss, with pivots). */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at]!]);
  const size = rows.length;
  for (let pivot = 0; pivot < size; pivot++) {
    const best = rows
      .slice(pivot)
      .reduce((top, row, at) => (Math.abs(row[pivot]!) > Math.abs(rows[top]![pivot]!) ? at + pivot : top), pivot);
    [rows[pivot], rows[best]] = [rows[best]!, rows[pivot]!];
    for (let row = 0; row < size; row++) {
      if (row === pivot) continue;
      const factor = rows[row]![pivot]! / rows[pivot]![pivot]!;
      for (let column = pivot; column <= size; column++)
        rows[row]![column] = rows[row]![column]! - factor * rows[pivot]![column]!;
    }
  }
  return rows.map((row, at) => row[size]! / row[at]!);
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * other[at]!, 0);
}
