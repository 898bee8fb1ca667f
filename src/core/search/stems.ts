/**
 * Words that are forms of one another: `reads` and `reading`, `livre` and `livres`. Told when something is looked for, not
 * when notes are taken in: the index keeps words as they are written, so that phrases are exact and a language can be added
 * without reading all notes again. The stemmers are Snowball's, from a kept package.
 */
import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as danish } from '@orama/stemmers/danish';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as greek } from '@orama/stemmers/greek';
import { stemmer as hindi } from '@orama/stemmers/indian';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as norwegian } from '@orama/stemmers/norwegian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';

type Stemmer = (word: string) => string;

/** Those of Latin script, by language; the others follow from the script alone. */
const LATIN: Readonly<Record<string, Stemmer>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  pt: portuguese,
  it: italian,
  nl: dutch,
  sv: swedish,
  da: danish,
  nb: norwegian,
  fi: finnish,
};

/** Small words that tell a language by being there often, folded. */
const TELLING: Readonly<Record<string, readonly string[]>> = {
  en: ['the', 'and', 'with'],
  de: ['und', 'nicht', 'dass'],
  fr: ['les', 'dans', 'qui'],
  es: ['los', 'pero', 'del'],
  pt: ['nao', 'uma', 'com'],
  it: ['della', 'che', 'sono'],
  nl: ['het', 'een', 'niet'],
  sv: ['och', 'inte', 'att'],
  da: ['og', 'ikke', 'hvad'],
  nb: ['og', 'ikke', 'hva'],
  fi: ['ja', 'mutta', 'myos'],
};

/** Tells the stems of a word, in every language that it may be of. */
export type Stems = (word: string) => readonly string[];

/**
 * The languages of Latin script whose stems are asked for: those the reader wants pages in, and those that a good part of
 * the notes is written in.
 * @param wanted language tags
 * @param share of the notes that a word is in, from 0 to 1
 */
export function languagesOf(wanted: readonly string[], share: (word: string) => number): string[] {
  const known = Object.keys(LATIN);
  const asked = new Set(
    wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '').map((one) => (one === 'no' ? 'nb' : one)),
  );
  return known.filter((one) => asked.has(one) || (TELLING[one] ?? []).every((word) => share(word) >= 0.005));
}

/** @param languages of `languagesOf` */
export function stemsIn(languages: readonly string[]): Stems {
  const latin = languages.flatMap((one) => LATIN[one] ?? []);
  const known = new Map<string, readonly string[]>();
  return (word) => {
    const before = known.get(word);
    if (before || word.length > LONGEST) return before ?? [];
    const stemmers = /\p{Script=Latin}/u.test(word) ? latin : stemmersOfScript(word);
    const stems = [...new Set(stemmers.map((stem) => stem(word)))].filter((stem) => stem !== '');
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(word, stems);
    return stems;
  };
}

const LONGEST = 60;
const MOST_KNOWN = 100_000;

function stemmersOfScript(word: string): readonly Stemmer[] {
  if (/\p{Script=Arabic}/u.test(word)) return [arabic];
  if (/\p{Script=Devanagari}/u.test(word)) return [hindi];
  if (/\p{Script=Cyrillic}/u.test(word)) return [russian];
  return /\p{Script=Greek}/u.test(word) ? [greek] : [];
}
