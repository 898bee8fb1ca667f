/** Runs a method over many passages inside a page, with a limit on the time of all together. */
import { offsetsOf, rangeAt } from './offsets.ts';

/** What became of a passage: its offsets, null for none; `[-1, -1]` for a range outside the body. */
export type Answer = readonly [number, number] | null;

const scoring = {
  /** Keeps passages as JSON; null where the method failed or the time was over. */
  async describe(spans: readonly (readonly [number, number])[], limitMs: number): Promise<(string | null)[]> {
    const kept: (string | null)[] = [];
    const begin = performance.now();
    for (const [start, end] of spans) {
      const range = performance.now() - begin > limitMs ? null : rangeAt(start, end);
      kept.push(range && (await attempt(async () => JSON.stringify(await window.__describe(range)) ?? null)));
    }
    return kept;
  },
  /** Finds passages again. */
  async anchor(list: readonly (string | null)[], limitMs: number): Promise<{ answers: Answer[]; ms: number[] }> {
    const answers: Answer[] = [];
    const ms: number[] = [];
    const begin = performance.now();
    for (const json of list) {
      if (json === null || performance.now() - begin > limitMs) {
        answers.push(null);
        continue;
      }
      const kept = JSON.parse(json) as never;
      const start = performance.now();
      const range = await attempt(async () => window.__anchor(kept));
      ms.push(performance.now() - start);
      answers.push(range && (offsetsOf(range) ?? [-1, -1]));
    }
    return { answers, ms };
  },
};

export type Scoring = typeof scoring;

declare global {
  var benchScoring: Scoring;
}

globalThis.benchScoring = scoring;

/** Some methods throw where they find nothing. */
async function attempt<Value>(run: () => Promise<Value>): Promise<Value | null> {
  try {
    return await run();
  } catch {
    return null;
  }
}
