/**
 * Scores methods on folders of pages at two revisions: how many passages each finds, finds in a wrong place, and attaches
 * although they are gone. Our own measure, so that the benchmark runs without anything beside the project.
 */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import type { Bundle } from './bundles.ts';
import type { Case } from './corpus/cases.ts';
import type { Answer } from './page/scoring.ts';
import { onPage } from './pages.ts';

type Span = readonly [start: number, end: number];

/** Shares in percent: found, wrong place and missed of the passages that are there; false attach of those gone. */
export interface Score {
  readonly cases: number;
  readonly recall: number;
  readonly wrong: number;
  readonly missed: number;
  readonly falseAttach: number;
}

/** A range that overlaps the truth this much is the passage; less than the other, another place. */
const HIT = 0.8;
const WRONG = 0.2;
const PAGE_LIMIT = 60_000;

/** Scores one method on every document of a folder. */
export async function scoreMethod(browser: Browser, bundle: Bundle, scoring: string, data: string): Promise<Score> {
  const verdicts: Verdict[] = [];
  for (const { folder, cases } of await documents(data)) {
    const scripts = [scoring, bundle.file];
    const spans = cases.map(({ start, end }): Span => [start, end]);
    const kept = await onPage(browser, join(folder, 'old.html'), scripts, (page) =>
      page.evaluate((list, limit) => benchScoring.describe(list, limit), spans, PAGE_LIMIT),
    );
    const { answers, text } = await onPage(browser, join(folder, 'new.html'), scripts, (page) =>
      page.evaluate(
        async (list, limit) => ({ ...(await benchScoring.anchor(list, limit)), text: document.body.textContent }),
        kept,
        PAGE_LIMIT,
      ),
    );
    cases.forEach((one, at) => verdicts.push(verdictOf(one, answers[at] ?? null, text)));
  }
  return summary(verdicts);
}

/** Every document of a folder with its cases. */
export async function documents(data: string): Promise<{ name: string; folder: string; cases: Case[] }[]> {
  const found: { name: string; folder: string; cases: Case[] }[] = [];
  for (const name of (await readdir(data)).toSorted()) {
    const folder = join(data, name);
    const { cases } = JSON.parse(await readFile(join(folder, 'cases.json'), 'utf8')) as { cases: Case[] };
    found.push({ name, folder, cases });
  }
  return found;
}

export type Verdict = 'hit' | 'partial' | 'wrong' | 'missed' | 'false' | 'orphan';

/** Judges one answer. */
export function verdictOf(one: Case, answer: Answer, text: string): Verdict {
  if (one.label === 'gone') return answer ? 'false' : 'orphan';
  if (!answer) return 'missed';
  const overlap = overlapOf(trimmed(text, answer), trimmed(text, [one.newStart, one.newEnd]));
  if (overlap >= HIT) return 'hit';
  return overlap < WRONG ? 'wrong' : 'partial';
}

/** Counts verdicts. */
export function summary(verdicts: readonly Verdict[]): Score {
  const count = (...kinds: readonly Verdict[]) => verdicts.filter((one) => kinds.includes(one)).length;
  const there = count('hit', 'partial', 'wrong', 'missed');
  const gone = count('false', 'orphan');
  const share = (part: number, whole: number) => (whole > 0 ? (100 * part) / whole : 0);
  return {
    cases: verdicts.length,
    recall: share(count('hit'), there),
    wrong: share(count('wrong'), there),
    missed: share(count('missed'), there),
    falseAttach: share(count('false'), gone),
  };
}

/** Intersection over union of two spans. */
export function overlapOf([a, b]: Span, [c, d]: Span): number {
  const both = Math.min(b, d) - Math.max(a, c);
  return both > 0 ? both / (Math.max(b, d) - Math.min(a, c)) : 0;
}

/** A span without white space at its ends. */
export function trimmed(text: string, [start, end]: Span): Span {
  let from = start;
  let to = end;
  while (from < to && /\s/u.test(text.charAt(from))) from++;
  while (to > from && /\s/u.test(text.charAt(to - 1))) to--;
  return [from, to];
}
