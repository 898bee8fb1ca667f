/**
 * What painting costs a page of 300,000 characters: first paint, repaint after one change, one hover, and reading all
 * boxes, with 1,000 and 5,000 marks, beside the classic method of wrapping passages in spans, in the same run.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { ensureBrowsers } from '../scripts/browsers.ts';
import { launchChromium } from '../scripts/chromium.ts';
import type { boxesOf } from '../src/anchoring/geometry.ts';
import type { Mark } from '../src/anchoring/mark.ts';
import type { createPainter } from '../src/anchoring/painter.ts';
import type { Figures } from './figures.ts';

const ROUNDS = 3;
const SENTENCE = 'The tide that comes to one shore has left another, and neither has seen it go. ';
const PARAGRAPHS = 475;
const METHODS = ['ours', 'spans'] as const;

type Sample = { first: number; change: number; hover: number; slowest: number; native: number; boxes: number };
type Paint = { createPainter: typeof createPainter; boxesOf: typeof boxesOf };

export async function paint(): Promise<Figures> {
  ensureBrowsers(['chromium']);
  const code = await bundle();
  const profile = await mkdtemp(join(tmpdir(), 'commonplace-bench-'));
  const browser = await launchChromium({ profile, viewport: { width: 1000, height: 800 } });
  const html = `<!doctype html><title>paint</title>${`<p>${SENTENCE.repeat(8)}</p>`.repeat(PARAGRAPHS)}`;
  const figures: Figures = { characters: SENTENCE.length * 8 * PARAGRAPHS };
  try {
    for (const count of [1000, 5000]) {
      const samples: Record<string, Sample[]> = {};
      for (let round = 0; round < ROUNDS; round++)
        for (const method of METHODS) {
          // a page of its own each time: highlights outlive what `setContent` writes anew
          const page = await browser.newPage();
          await page.bringToFront();
          await page.setContent(html);
          await page.evaluate(code);
          (samples[method] ??= []).push(await page.evaluate(measure, count, method));
          await page.close();
        }
      const median = (method: string, key: keyof Sample): number =>
        samples[method]!.map((one) => one[key]).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
      for (const method of METHODS) {
        for (const [key, words] of Object.entries(WORDS) as [keyof Sample, string][]) {
          const value = median(method, key);
          const ratio =
            method === 'spans' || median('spans', key) === 0
              ? ''
              : ` = ${(value / median('spans', key)).toFixed(2)} × spans`;
          figures[`${count} marks, ${method}: ${words}, ms`] = `${value.toFixed(3)}${ratio}`;
        }
      }
    }
  } finally {
    await browser.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  return figures;
}

const WORDS: Record<keyof Sample, string> = {
  first: 'first paint until it is on the screen',
  change: 'repaint of one change until it is on the screen',
  hover: 'one hover (median)',
  slowest: 'one hover (slowest of 200)',
  native: 'one hover by highlightsFromPoint (median)',
  boxes: 'boxes of all',
};

/** Painter and geometry as one script that sets `Paint`. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: 'bench/paint-entry.ts', formats: ['iife'], name: 'bench', fileName: 'paint' },
    },
  });
  const output = [result].flat()[0];
  if (!output || !('output' in output)) throw new Error('nothing was built');
  return output.output[0].code;
}

/** Runs in the page. */
async function measure(count: number, method: string): Promise<Sample> {
  const { createPainter, boxesOf } = (globalThis as unknown as { Paint: Paint }).Paint;
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
  const shown = (): Promise<void> =>
    new Promise((done) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => done());
        port1.start();
        port2.postMessage(0);
      }),
    );
  const texts = [...document.querySelectorAll('p')].map((one) => one.firstChild as Text);
  // for spans the passages must be apart; ours lie over each other where chance has it
  const marks: Mark[] = Array.from({ length: count }, (_, i) => {
    const each = Math.ceil(count / texts.length);
    const text = texts[Math.floor(i / each) % texts.length]!;
    const room = Math.floor(text.length / each);
    const start = (i % each) * room + random(10);
    const range = document.createRange();
    range.setStart(text, start);
    range.setEnd(text, Math.min(text.length, start + Math.min(30, room - 12) + (method === 'spans' ? 0 : random(40))));
    return { id: String(i), range, style: i % 5 ? 'peer' : 'mine', by: i % 30 };
  });
  await shown();
  const took = async (work: () => void): Promise<number> => {
    await shown();
    const begun = performance.now();
    work();
    await shown();
    return performance.now() - begun;
  };
  const painter = createPainter(document);
  const wrap = ({ range, id }: Mark): void => {
    const span = document.createElement('span');
    span.dataset['id'] = id;
    span.style.cssText = 'background-color:rgb(255 206 46/.45);text-decoration:underline 1px';
    range.surroundContents(span);
  };
  const spans = method === 'spans';
  const first = await took(() => {
    // from the end of the page to its start: wrapping moves what follows
    if (spans) for (const mark of marks.toReversed()) wrap(mark);
    else painter.paint(marks);
  });
  const change = await took(() => {
    if (spans) {
      const span = document.querySelector('[data-id="3"]')!;
      span.replaceWith(...span.childNodes);
      document.querySelector('p')!.normalize();
    } else painter.paint(marks.filter(({ id }) => id !== '3'));
  });
  const hovers: number[] = [];
  const natives: number[] = [];
  const { highlights } = CSS as unknown as { highlights: { highlightsFromPoint(x: number, y: number): unknown[] } };
  for (let i = 0; i < 200; i++) {
    if (i % 50 === 0) {
      window.scrollTo(0, random(document.documentElement.scrollHeight - innerHeight));
      await shown();
    }
    const [x, y] = [random(innerWidth), random(innerHeight)];
    const begun = performance.now();
    // after a change of highlights the next question of either kind pays for it
    if (!spans && i % 10 === 0) {
      highlights.highlightsFromPoint(x, y);
      natives.push(performance.now() - begun);
      continue;
    }
    if (spans) document.elementFromPoint(x, y)?.closest('[data-id]');
    else painter.hover(painter.at(x, y));
    hovers.push(performance.now() - begun);
  }
  for (const list of [hovers, natives]) list.sort((a, b) => a - b);
  const begun = performance.now();
  if (spans) for (const span of document.querySelectorAll('[data-id]')) span.getBoundingClientRect();
  else boxesOf(marks.map(({ range }) => range));
  const boxes = performance.now() - begun;
  return { first, change, hover: hovers[100] ?? 0, slowest: hovers.at(-1) ?? 0, native: natives[10] ?? 0, boxes };
}
