/**
 * What somebody looks for, as they type it: words, "phrases", word*, tag: by: in: kind: color: before: after: is:, and a
 * minus before what is not wanted. Whatever is typed can be searched: what is not understood is told beside the result.
 */
import { COLORS, type Color } from '../color.ts';
import { startOfDate } from './dates.ts';
import { foldWord, isUnspaced, wordsOf } from './words.ts';

export const FIELDS = ['tag', 'by', 'in', 'kind', 'color', 'before', 'after', 'is'] as const;
export type Field = (typeof FIELDS)[number];
export const KINDS = ['highlight', 'comment', 'question', 'reply', 'page'] as const;
export type KindName = (typeof KINDS)[number];
export const STATES = ['question', 'unanswered', 'orphan', 'mine'] as const;
export type StateName = (typeof STATES)[number];

type Wanted =
  /** One word, or several that stand together. `isOpen`: longer words that begin with the last one count too. */
  | { by: 'words'; words: string[]; isPhrase: boolean; isOpen: boolean }
  | { by: 'tag' | 'by' | 'in'; words: string[] }
  | { by: 'kind'; kind: KindName }
  | { by: 'color'; color: Color }
  /** Milliseconds since 1970. */
  | { by: 'before' | 'after'; at: number }
  | { by: 'is'; state: StateName };

/** A part of the query; `from` and `to` say where it was typed. */
export type Clause = { wanted: Wanted; isNot: boolean; from: number; to: number };

/** What was typed and is not understood: a filter of no known name, or a value that its filter does not know. */
export type Problem = { code: 'filter' | Extract<Field, 'kind' | 'color' | 'before' | 'after' | 'is'>; words: string };

export type Query = { clauses: Clause[]; problems: Problem[] };

/** More than anybody types by hand, and all that a pasted page may cost. */
const MOST_CLAUSES = 40;
const MOST_WORDS = 200;

/** @param now for dates such as `today`, in milliseconds since 1970 */
export function parseQuery(typed: string, now = Date.now()): Query {
  const query: Query = { clauses: [], problems: [] };
  for (const part of partsOf(typed)) {
    if (query.clauses.length >= MOST_CLAUSES) break;
    const isLast = part.to === typed.length;
    const wanted = wantedBy(part, { isLast, now });
    if ('code' in wanted) query.problems.push(wanted);
    const all = 'code' in wanted ? (wanted.code === 'filter' ? freeWords(part.whole, false) : []) : wanted.all;
    for (const one of all) query.clauses.push({ wanted: one, isNot: part.isNot, from: part.from, to: part.to });
  }
  return query;
}

/** The same query with this filter, in place of those of its name; without it for null. */
export function withFilter(typed: string, field: Field, value: string | null): string {
  const kept = partsOf(typed).filter((part) => part.field !== field || part.isNot);
  const words = kept.map(({ from, to }) => typed.slice(from, to));
  if (value !== null) words.push(`${field}:${/[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value}`);
  return words.join(' ');
}

/** The value of the first filter of this name, as it was typed; null where there is none. */
export function filterIn(typed: string, field: Field): string | null {
  return partsOf(typed).find((part) => part.field === field && !part.isNot)?.value ?? null;
}

/** Whether words are looked for, so that some notes are found better than others. */
export function isRanked({ clauses }: Query): boolean {
  return clauses.some(({ wanted, isNot }) => wanted.by === 'words' && !isNot);
}

type Part = {
  from: number;
  to: number;
  isNot: boolean;
  /** As typed before a colon, in small letters; null for none. */
  field: string | null;
  value: string;
  isQuoted: boolean;
  /** All of it but the minus. */
  whole: string;
};

/** A name and a colon may stand before a value, which quotes may hold together; a quote that is still open ends with the text. */
const PART = /(-?)(?:(\p{L}+)[:：](?!\/\/))?(?:["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]\S*))?/gu;

function partsOf(typed: string): Part[] {
  return Array.from(typed.matchAll(PART)).flatMap(({ 0: whole, 1: minus, 2: field, 3: quoted, 4: bare, index }) => {
    if (whole === '' || whole === '-') return [];
    return [
      {
        from: index,
        to: index + whole.length,
        isNot: minus === '-',
        field: field?.toLowerCase() ?? null,
        value: quoted ?? bare ?? '',
        isQuoted: quoted !== undefined,
        whole: whole.slice(minus?.length ?? 0),
      },
    ];
  });
}

type Understood = { all: Wanted[] };

function wantedBy(part: Part, { isLast, now }: { isLast: boolean; now: number }): Understood | Problem {
  const { field, value, isQuoted, whole } = part;
  if (field === null) return { all: isQuoted ? phrase(value) : freeWords(value, isLast) };
  const known = FIELDS.find((one) => one === (field === 'colour' ? 'color' : field));
  if (!known) return { code: 'filter', words: whole };
  // Still being typed.
  if (value === '') return { all: [] };
  const said = value.toLowerCase();
  switch (known) {
    case 'tag':
    case 'by':
    case 'in': {
      const words = wordsOf(value);
      return { all: words.length > 0 ? [{ by: known, words }] : [] };
    }
    case 'kind': {
      const kind = KINDS.find((one) => one === said || `${one}s` === said);
      return kind ? { all: [{ by: 'kind', kind }] } : { code: 'kind', words: value };
    }
    case 'color': {
      const color = COLORS.find((one) => one === said);
      return color ? { all: [{ by: 'color', color }] } : { code: 'color', words: value };
    }
    case 'is': {
      const state = STATES.find((one) => one === said);
      return state ? { all: [{ by: 'is', state }] } : { code: 'is', words: value };
    }
    case 'before':
    case 'after': {
      const at = startOfDate(said, now);
      return at === null ? { code: known, words: value } : { all: [{ by: known, at }] };
    }
  }
}

function phrase(words: string): Wanted[] {
  const found = wordsOf(words).slice(0, MOST_WORDS);
  return found.length > 0 ? [{ by: 'words', words: found, isPhrase: true, isOpen: false }] : [];
}

/** Words that nothing stands between are looked for one by one, but scripts without spaces as they stand. */
function freeWords(typed: string, isLast: boolean): Wanted[] {
  const words = wordsOf(typed).slice(0, MOST_WORDS);
  const runs: string[][] = [];
  let wasUnspaced = false;
  for (const word of words) {
    const unspaced = isUnspaced(word);
    const run = runs.at(-1);
    if (run && unspaced && wasUnspaced) run.push(word);
    else runs.push([word]);
    wasUnspaced = unspaced;
  }
  return runs.map((run, at) => {
    const isEnd = at === runs.length - 1;
    const isPhrase = isUnspaced(run[0] ?? '');
    return { by: 'words', words: run, isPhrase, isOpen: !isPhrase && isEnd && (isLast || typed.endsWith('*')) };
  });
}

/** Whether every one of the wanted words begins a word of the name. @param wanted folded */
export function isCalled(name: string, wanted: readonly string[]): boolean {
  const words = wordsOf(name);
  return wanted.every((one) => words.some((word) => word.startsWith(foldWord(one))));
}
