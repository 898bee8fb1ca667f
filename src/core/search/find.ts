/** Finding and ranking: the rows of a catalogue that a query asks for, the best or the newest first. */
import { COLORS } from '../color.ts';
import { type Catalog, kindOf, type Part } from './catalog.ts';
import type { Facts } from './facts.ts';
import type { Mark, Marks } from './hits.ts';
import { scorePhrase, scoreWord } from './lookup.ts';
import { type Clause, isCalled, type Query } from './query.ts';
import type { Stems } from './stems.ts';
import { wordsOf } from './words.ts';

/** `rows` in the order in which they are shown; `marks` for what was found by words. */
export type Found = { rows: Uint32Array; marks: Marks };

/** Less than any word of a note says. */
const BY_NAME = 0.45;

export function findRows(catalog: Catalog, query: Query, facts: Facts, stems: Stems): Found {
  const present = catalog.present(facts).slice();
  const sums = new Float32Array(catalog.size);
  const marks: Mark[] = [];
  for (const { wanted, isNot } of query.clauses) {
    if (wanted.by !== 'words') {
      const isNamed = once((name) => 'words' in wanted && isCalled(name, wanted.words));
      keep(catalog, present, testOf(wanted, facts, catalog, isNamed), isNot);
      continue;
    }
    const { scores, mark } = scoresOf(catalog, wanted, facts, stems, isNot);
    if (!isNot) marks.push(mark);
    let count = 0;
    for (let row = 0; row < scores.length; row++) if ((scores[row] ?? 0) > 0 && present[row] !== 0) count++;
    const rarity = Math.log(1 + catalog.size / Math.max(1, count));
    for (let row = 0; row < present.length; row++) {
      const score = scores[row] ?? 0;
      if (score > 0 === isNot) present[row] = 0;
      else sums[row] = (sums[row] ?? 0) + score * rarity;
    }
  }
  return { rows: inOrder(catalog, present, marks.length > 0 ? sums : null), marks };
}

type Words = Extract<Clause['wanted'], { by: 'words' }>;
type TestIn = (part: Part) => (row: number) => boolean;
type Filter = Exclude<Clause['wanted'], Words>;

/** Longer lists would be walked for each word of a screen. */
const MOST_FORMS = 200;

function scoresOf(
  catalog: Catalog,
  { words, isPhrase, isOpen }: Words,
  { nameOf }: Facts,
  stems: Stems,
  isNot: boolean,
): { scores: Float32Array; mark: Mark } {
  const scores = new Float32Array(catalog.size);
  const [word = ''] = words;
  if (isPhrase || words.length > 1) {
    for (const { segment, from } of catalog.parts) scorePhrase(segment, words, from, scores);
    return { scores, mark: { phrase: words } };
  }
  const forms = new Set([word]);
  const isNamed = once((name) => (isOpen ? isCalled(name, [word]) : wordsOf(name).includes(word)));
  for (const { segment, from } of catalog.parts) {
    const found = scoreWord(segment, word, { isOpen, stems, from, scores });
    for (const form of found) if (forms.size < MOST_FORMS) forms.add(form);
  }
  // Who says that somebody's notes are not wanted says so by `-by:`.
  const people = isNot ? null : catalog.people();
  const named = people?.table.map(({ group, author }) => isNamed(nameOf(group, author))) ?? [];
  if (people && named.includes(true)) {
    for (let row = 0; row < scores.length; row++)
      if (scores[row] === 0 && named[people.of[row] ?? 0] === true) scores[row] = BY_NAME;
  }
  return { scores, mark: { forms: [...forms], ...(isOpen && { beginning: word }) } };
}

/** Many are called the same, and one is asked for by many notes. */
function once(test: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const answer = test(name);
    known.set(name, answer);
    return answer;
  };
}

function keep(catalog: Catalog, present: Uint8Array, testIn: TestIn, isNot: boolean): void {
  for (const part of catalog.parts) {
    const isWanted = testIn(part);
    for (let row = 0; row < part.segment.size; row++)
      if (present[part.from + row] !== 0 && isWanted(row) === isNot) present[part.from + row] = 0;
  }
}

/** Tests rows of one segment; what can be asked of tables is asked once. */
function testOf(wanted: Filter, facts: Facts, catalog: Catalog, isNamed: (name: string) => boolean): TestIn {
  const ofPerson = (test: (person: { group: string; author: string }) => boolean): TestIn => {
    const { table, of } = catalog.people();
    const isWanted = table.map(test);
    return ({ from }) =>
      (row) =>
        isWanted[of[from + row] ?? 0] === true;
  };
  switch (wanted.by) {
    case 'by': {
      const isMe = wanted.words.join(' ') === 'me';
      return ofPerson(({ group, author }) => (isMe && author === facts.me) || isNamed(facts.nameOf(group, author)));
    }
    case 'in': {
      const isOwn = wanted.words.join(' ') === 'me';
      return ofPerson(({ group }) => {
        const { name, personal } = facts.groups.get(group) ?? { name: '', personal: false };
        return personal ? isOwn : isNamed(name);
      });
    }
    case 'tag':
      return ({ segment }) => {
        const isWanted = segment.tagTable.map(({ tag }) => isNamed(tag));
        return (row) => {
          const end = segment.tagStarts[row + 1] ?? 0;
          for (let at = segment.tagStarts[row] ?? 0; at < end; at++)
            if (isWanted[segment.tags[at] ?? 0] === true) return true;
          return false;
        };
      };
    case 'kind':
      return ({ segment }) =>
        (row) =>
          kindOf(segment, row) === wanted.kind;
    case 'color':
      return ({ segment }) =>
        (row) =>
          COLORS[(segment.colors[row] ?? 0) - 1] === wanted.color;
    case 'before':
      return ({ segment }) =>
        (row) =>
          (segment.created[row] ?? 0) < wanted.at;
    case 'after':
      return ({ segment }) =>
        (row) =>
          (segment.created[row] ?? 0) >= wanted.at;
    case 'is':
      return testOfState(wanted.state, facts, ofPerson);
  }
}

function testOfState(
  state: Extract<Filter, { by: 'is' }>['state'],
  { me, orphans, settled }: Facts,
  ofPerson: (test: (person: { author: string }) => boolean) => TestIn,
): TestIn {
  switch (state) {
    case 'mine':
      return ofPerson(({ author }) => author === me);
    case 'orphan':
      return ({ segment }) =>
        (row) =>
          orphans.has(segment.ids[row] ?? '');
    case 'question':
      return ({ segment }) =>
        (row) =>
          kindOf(segment, row) === 'question';
    case 'unanswered':
      return ({ segment }) =>
        (row) =>
          kindOf(segment, row) === 'question' && segment.parents[row] === '' && !settled.has(segment.ids[row] ?? '');
  }
}

/** Finer differences than a sixteenth say nothing. */
const FINENESS = 16;
const MOST_SCORE = 1023;

/** The best first, and of equally good ones the newest: counted by score, then walked over from the newest, without sorting. */
function inOrder(catalog: Catalog, present: Uint8Array, sums: Float32Array | null): Uint32Array {
  const { rows: byAge } = catalog.ages();
  const scoreOf = (row: number): number =>
    sums === null ? 0 : MOST_SCORE - Math.min(MOST_SCORE, Math.round((sums[row] ?? 0) * FINENESS));
  const starts = new Uint32Array(MOST_SCORE + 2);
  for (let row = 0; row < present.length; row++) {
    if (present[row] === 0) continue;
    const score = scoreOf(row);
    starts[score + 1] = (starts[score + 1] ?? 0) + 1;
  }
  for (let score = 0; score <= MOST_SCORE; score++) starts[score + 1] = (starts[score + 1] ?? 0) + (starts[score] ?? 0);
  const rows = new Uint32Array(starts[MOST_SCORE + 1] ?? 0);
  for (let age = byAge.length - 1; age >= 0; age--) {
    const row = byAge[age] ?? 0;
    if (present[row] === 0) continue;
    const score = scoreOf(row);
    const at = starts[score] ?? 0;
    rows[at] = row;
    starts[score] = at + 1;
  }
  return rows;
}
