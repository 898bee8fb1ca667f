/**
 * The project's own corpus: its sample readings, each revised in several seeded ways, with passages whose fate is
 * known. It makes the benchmark stand alone; what real authors do is measured on data beside the project.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seeded } from '../../random.ts';
import { type Case, casesOf } from './cases.ts';
import {
  type Edit,
  changeMarkup,
  editWords,
  indentAnew,
  insertBlocks,
  moveSections,
  redesign,
  removeBlocks,
  removeSentences,
  rewriteBlocks,
} from './edits.ts';
import { TracedPage } from './traced-page.ts';

const READINGS = 'src/server/sample/readings';
const SOURCES = ['appointments-with-the-sea', 'fi-al-hamish-muttasa', 'the-same-page-again'];

type Steps = readonly (readonly [edit: Edit, share: number])[];

const REVISIONS: Record<string, Steps> = {
  touched: [
    [editWords, 0.02],
    [indentAnew, 0.5],
    [changeMarkup, 0.2],
  ],
  revised: [
    [editWords, 0.06],
    [removeBlocks, 0.1],
    [insertBlocks, 0.15],
    [removeSentences, 0.08],
    [changeMarkup, 0.3],
  ],
  rearranged: [
    [moveSections, 1],
    [editWords, 0.03],
    [removeBlocks, 0.12],
    [redesign, 1],
    [indentAnew, 0.8],
  ],
  rewritten: [
    [editWords, 0.12],
    [rewriteBlocks, 0.3],
    [removeBlocks, 0.1],
    [insertBlocks, 0.2],
    [removeSentences, 0.1],
  ],
};

/** A page before and after, and its passages. */
export interface Revision {
  readonly name: string;
  readonly old: string;
  readonly now: string;
  readonly cases: readonly Case[];
}

/** Makes every revision of every reading; the same in every run. */
export async function revisions(round: number): Promise<Revision[]> {
  const made: Revision[] = [];
  for (const source of SOURCES) {
    const html = await readFile(join(READINGS, `${source}.html`), 'utf8');
    for (const [kind, steps] of Object.entries(REVISIONS))
      made.push(revise(`${source}--${kind}-${round}`, html, steps));
  }
  return made;
}

/** Writes the corpus as folders of `old.html`, `new.html` and `cases.json`. */
export async function writeCorpus(folder: string, rounds: readonly number[]): Promise<void> {
  for (const round of rounds)
    for (const { name, old, now, cases } of await revisions(round)) {
      const place = join(folder, name);
      await mkdir(place, { recursive: true });
      await writeFile(join(place, 'old.html'), old);
      await writeFile(join(place, 'new.html'), now);
      await writeFile(join(place, 'cases.json'), JSON.stringify({ doc: name, lang: 'und', cases }));
    }
}

function revise(name: string, html: string, steps: Steps): Revision {
  const random = seeded(name);
  const page = new TracedPage(html);
  const old = page.html();
  const text = page.text();
  for (const [edit, share] of steps) edit(page, random, share);
  return { name, old, now: page.html(), cases: casesOf(text, page.text(), page.origins(), PASSAGES, random) };
}

const PASSAGES = 50;
