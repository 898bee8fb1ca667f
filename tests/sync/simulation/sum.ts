/** The reports of many seeds as one line. */
import type { Report } from './ledger.ts';

export function isClean({ lost, duplicated, leaked, diverged }: Report): boolean {
  return lost.length + duplicated.length + leaked.length + diverged.length === 0;
}

export function sumOf() {
  const total = { acknowledged: 0, lost: 0, duplicated: 0, leaked: 0, diverged: 0 };
  const sum = {
    seeds: 0,
    add: (report: Report): void => {
      sum.seeds++;
      total.acknowledged += report.acknowledged;
      for (const what of ['lost', 'duplicated', 'leaked', 'diverged'] as const) total[what] += report[what].length;
    },
    text: (): string =>
      `${sum.seeds} seeds: ${Object.entries(total)
        .map(([what, count]) => `${count} ${what}`)
        .join(', ')}`,
  };
  return sum;
}
