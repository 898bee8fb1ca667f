/**
 * A piece of the index: a few thousand notes, made once and never changed, so that it can be kept on disk as it is and read
 * back without work. What became of its notes since is known beside it (catalog.ts). All of it can be cloned structurally.
 */
import { COLORS } from '../color.ts';
import type { Id } from '../id.ts';
import { annotationKind } from '../record.ts';
import type { Entry } from './entry.ts';
import { eachWord, foldWord } from './words.ts';

/** Bits of an occurrence: which note of the segment, where in it, at which place there. */
const FIELD_SHIFT = 17;
const ROW_SHIFT = 19;
/** Notes of one segment, at most. */
export const MOST_ROWS = 2 ** (32 - ROW_SHIFT);
const MOST_PLACES = 2 ** FIELD_SHIFT;

/** Where in a note a word stands, by number. */
export const PLACES = ['text', 'quote', 'tags', 'title'] as const;

export type Segment = {
  size: number;
  ids: string[];
  /** Empty for the first of a thread. */
  parents: string[];
  stamps: string[];
  created: Float64Array;
  /** Index in `annotationKind.options`, and one more than that in `COLORS`; 0 is none. */
  kinds: Uint8Array;
  colors: Uint8Array;
  /** Indexes into the tables below. The tags of row r are `tags` from `tagStarts[r]` up to `tagStarts[r + 1]`. */
  people: Uint32Array;
  documents: Uint32Array;
  tagStarts: Uint32Array;
  tags: Uint32Array;
  peopleTable: { group: Id; author: Id }[];
  documentTable: { source: string; title: string; keys: readonly string[] }[];
  /** As written, and folded. */
  tagTable: { tag: string; folded: string }[];
  /** All words in order; the occurrences of word w are those from `starts[w]` up to `starts[w + 1]`, in order. */
  words: string[];
  starts: Uint32Array;
  occurrences: Uint32Array;
};

export const rowOf = (occurrence: number): number => occurrence >>> ROW_SHIFT;
export const placeOf = (occurrence: number): number => (occurrence >>> FIELD_SHIFT) & 3;

/** @param entries at most MOST_ROWS */
export function buildSegment(entries: readonly Entry[]): Segment {
  const size = entries.length;
  const people = new Table<Segment['peopleTable'][number]>();
  const documents = new Table<Segment['documentTable'][number]>();
  const tagTable = new Table<Segment['tagTable'][number]>();
  const segment = {
    size,
    ids: entries.map(({ id }) => id),
    parents: entries.map(({ parent }) => parent ?? ''),
    stamps: entries.map(({ stamp }) => stamp),
    created: Float64Array.from(entries, ({ created }) => created),
    kinds: Uint8Array.from(entries, ({ kind }) => annotationKind.options.indexOf(kind)),
    colors: Uint8Array.from(entries, ({ color }) => (color === null ? 0 : COLORS.indexOf(color) + 1)),
    people: new Uint32Array(size),
    documents: new Uint32Array(size),
    tagStarts: new Uint32Array(size + 1),
  };
  const tags: number[] = [];
  const words = new Words();
  for (const [row, entry] of entries.entries()) {
    const { group, author, source, title, keys } = entry;
    segment.people[row] = people.indexOf(`${group} ${author}`, { group, author });
    segment.documents[row] = documents.indexOf(`${source}\n${title}\n${keys.join(' ')}`, { source, title, keys });
    for (const tag of entry.tags) tags.push(tagTable.indexOf(tag, { tag, folded: foldWord(tag) }));
    segment.tagStarts[row + 1] = tags.length;
    words.add(row, 0, entry.text);
    words.add(row, 1, entry.quote);
    // A line between two tags is no word, and yet keeps a phrase within one.
    let at = 0;
    for (const tag of entry.tags) at = words.add(row, 2, tag, at) + 1;
    words.add(row, 3, title);
  }
  return {
    ...segment,
    tags: Uint32Array.from(tags),
    peopleTable: people.values,
    documentTable: documents.values,
    tagTable: tagTable.values,
    ...words.sorted(),
  };
}

/** Values by key, each once. */
class Table<T> {
  readonly values: T[] = [];
  readonly #indexes = new Map<string, number>();

  indexOf(key: string, value: T): number {
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    this.#indexes.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}

class Words {
  readonly #numbers = new Map<string, number>();
  readonly #counts: number[] = [];
  #numberOf = new Uint32Array(4096);
  #occurrences = new Uint32Array(4096);
  #length = 0;

  /** Answers the place behind the last word. */
  add(row: number, place: number, text: string, from = 0): number {
    let at = from;
    if (text === '') return at;
    eachWord(text, (word) => {
      if (at >= MOST_PLACES) return;
      let number = this.#numbers.get(word);
      if (number === undefined) {
        number = this.#counts.push(0) - 1;
        this.#numbers.set(word, number);
      }
      this.#counts[number] = (this.#counts[number] ?? 0) + 1;
      if (this.#length === this.#occurrences.length) this.#grow();
      this.#numberOf[this.#length] = number;
      this.#occurrences[this.#length++] = ((row << ROW_SHIFT) | (place << FIELD_SHIFT) | at++) >>> 0;
    });
    return at;
  }

  /** They came in order, and stay in it within each word: counted first, then put where they belong. */
  sorted(): Pick<Segment, 'words' | 'starts' | 'occurrences'> {
    const words = [...this.#numbers.keys()].sort();
    const starts = new Uint32Array(words.length + 1);
    const next = new Uint32Array(words.length);
    for (const [at, word] of words.entries()) {
      const number = this.#numbers.get(word) ?? 0;
      next[number] = starts[at] ?? 0;
      starts[at + 1] = (starts[at] ?? 0) + (this.#counts[number] ?? 0);
    }
    const occurrences = new Uint32Array(this.#length);
    for (let i = 0; i < this.#length; i++) {
      const number = this.#numberOf[i] ?? 0;
      const at = next[number] ?? 0;
      occurrences[at] = this.#occurrences[i] ?? 0;
      next[number] = at + 1;
    }
    return { words, starts, occurrences };
  }

  #grow(): void {
    const more = (before: Uint32Array): Uint32Array<ArrayBuffer> => {
      const grown = new Uint32Array(before.length * 2);
      grown.set(before);
      return grown;
    };
    this.#numberOf = more(this.#numberOf);
    this.#occurrences = more(this.#occurrences);
  }
}
