/** Passages with every place that was weighed for them and the true one: what the weights are fitted and judged on. */
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import type { Case } from '../corpus/cases.ts';
import type { WeighedPlace } from '../page/features.ts';
import { onPage } from '../pages.ts';
import { type Verdict, documents, overlapOf, trimmed, verdictOf } from '../score.ts';
import type { Choice } from './logit.ts';

/** One passage. The verdicts say what answering with each place would be worth, and with none. */
export interface Sample extends Choice {
  readonly document: string;
  /** Whose document it is: pages of one author are alike. */
  readonly source: string;
  readonly verdicts: readonly Verdict[];
  readonly silent: Verdict;
}

/** A place that overlaps the truth this much is taken for it when fitting. */
const SAME_PLACE = 0.5;

/** Collects samples from a folder of documents; `script` is the built page/features.ts. */
export async function samplesOf(browser: Browser, script: string, data: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const { name, folder, cases } of await documents(data)) {
    const spans = cases.map(({ start, end }): [number, number] => [start, end]);
    const kept = await onPage(browser, join(folder, 'old.html'), [script], (page) =>
      page.evaluate((list) => benchFeatures.describe(list), spans),
    );
    const { places, text } = await onPage(browser, join(folder, 'new.html'), [script], (page) =>
      page.evaluate((list) => ({ places: benchFeatures.places(list), text: document.body.textContent }), kept),
    );
    const source = name.split('--')[0] ?? name;
    cases.forEach((one, at) => samples.push({ document: name, source, ...sampleOf(one, places[at] ?? [], text) }));
  }
  return samples;
}

function sampleOf(one: Case, places: readonly WeighedPlace[], text: string): Omit<Sample, 'document' | 'source'> {
  const overlaps = places.map(({ at }) =>
    one.label === 'gone' ? 0 : overlapOf(trimmed(text, at), trimmed(text, [one.newStart, one.newEnd])),
  );
  const most = Math.max(0, ...overlaps);
  return {
    options: places.map(({ terms }) => terms),
    chosen: most >= SAME_PLACE ? overlaps.indexOf(most) : -1,
    verdicts: places.map(({ at }) => verdictOf(one, at, text)),
    silent: verdictOf(one, null, text),
  };
}
