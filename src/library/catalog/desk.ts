/** Answers the searches of the library, one catalogue for all; it lives in the worker, and in tests beside the page. */
import type { Id } from '../../core/id.ts';
import type { Note } from '../../core/note.ts';
import type { Catalog } from '../../core/search/catalog.ts';
import { choicesOf } from '../../core/search/choices.ts';
import type { Facts } from '../../core/search/facts.ts';
import { findRows } from '../../core/search/find.ts';
import { isRanked, parseQuery } from '../../core/search/query.ts';
import { type Readings, readingsOf } from '../../core/search/readings.ts';
import { languagesOf, type Stems, stemsIn } from '../../core/search/stems.ts';
import type { NoteBatch, SearchIndex } from '../../store/search-index.ts';
import { type Ask, type AskName, type Asks, CHUNK, type FoundRow } from './messages.ts';

export type DeskPorts = {
  catalog: Catalog;
  /** Where notes stand in the store. */
  places: Pick<SearchIndex, 'batchesOf' | 'shelvesOf'>;
  factsOf: (withMuted: boolean) => Promise<Facts>;
  /** In the order asked; `shelves`: where they may be (store/find-notes.ts). */
  read: (asked: NoteBatch, withMuted: boolean) => Promise<Note[]>;
  /** Tags of the languages that the reader wants pages in. */
  languages: readonly string[];
};

/** Notes that travel at once: the page is to draw in between. */
const BATCH = 250;

/** `first`: the beginning of a search by words, read before anybody asks for it. */
type Newest = {
  search: number;
  rows: Uint32Array;
  readings: Readings | null;
  layout: number;
  first: Promise<FoundRow[]> | null;
};

export class Desk {
  readonly #catalog: Catalog;
  readonly #places: DeskPorts['places'];
  readonly #factsOf: (withMuted: boolean) => Promise<Facts>;
  readonly #read: DeskPorts['read'];
  readonly #languages: readonly string[];
  #stems: { version: number; languages: string; stems: Stems } | null = null;
  #newest: Newest = { search: 0, rows: new Uint32Array(), readings: null, layout: -1, first: null };

  constructor({ catalog, places, factsOf, read, languages }: DeskPorts) {
    this.#catalog = catalog;
    this.#places = places;
    this.#factsOf = factsOf;
    this.#read = read;
    this.#languages = languages;
  }

  /** How many notes there are by muted people. */
  async mutedCount(): Promise<number> {
    const count = (of: Facts): number => this.#catalog.present(of).reduce((sum, one) => sum + Math.min(one, 1), 0);
    return count(await this.#factsOf(true)) - count(await this.#factsOf(false));
  }

  answer(ask: Ask): Promise<Asks[AskName]['answer']> {
    switch (ask.ask) {
      case 'find':
        return this.#find(ask.asked);
      case 'ids':
        return Promise.resolve(this.#ids(ask.asked));
      case 'readings':
        return Promise.resolve(this.#readings(ask.asked));
      case 'choices':
        return this.#choices(ask.asked);
      case 'group':
        return this.#group(ask.asked);
      case 'counts':
        return this.#counts(ask.asked);
      case 'rows':
        return this.#rows(ask.asked);
      case 'known':
        return Promise.resolve(this.#known(ask.asked));
      case 'batches':
        return Promise.resolve(this.#places.batchesOf(ask.asked.ids, BATCH));
      case 'notes':
        return this.#read(ask.asked, ask.asked.withMuted);
    }
  }

  async #find({ query: typed, withMuted }: Asks['find']['asked']): Promise<Asks['find']['answer']> {
    const facts = await this.#factsOf(withMuted);
    const query = parseQuery(typed);
    const { rows, marks } = findRows(this.#catalog, query, facts, this.#stemsNow());
    const search = this.#newest.search + 1;
    const newest: Newest = { search, rows, readings: null, layout: this.#catalog.layout, first: null };
    this.#newest = newest;
    if (isRanked(query)) newest.first = this.#rows({ search, from: 0, to: CHUNK, withMuted });
    // Counted while the notes are read.
    newest.readings = readingsOf(this.#catalog, rows, facts);
    return {
      search,
      notes: rows.length,
      readings: newest.readings.count,
      marks,
      problems: query.problems,
      firstNotes: newest.first ? await inTime(newest.first) : [],
      firstReadings: newest.first ? [] : newest.readings.slice(0, CHUNK),
    };
  }

  #ids({ search, from, to }: Asks['ids']['asked']): Asks['ids']['answer'] {
    const { rows, layout } = this.#newest;
    // Rows of before are rows of other notes by now; whoever asked is told of the change, and asks anew.
    if (search !== this.#newest.search || layout !== this.#catalog.layout) return [];
    return Array.from(rows.subarray(from, to)).flatMap((row) => this.#catalog.idOf(row) ?? []);
  }

  #known({ ids }: Asks['known']['asked']): Id[] {
    const wanted = new Set(ids);
    return this.#catalog.parts.flatMap(({ segment, gone }) =>
      segment.ids.filter((id, row) => gone[row] !== 1 && wanted.has(id)),
    );
  }

  async #rows({ withMuted, ...stretch }: Asks['rows']['asked']): Promise<FoundRow[]> {
    const { first } = this.#newest;
    const ids = this.#ids(stretch);
    if (first && ids.length > 0 && stretch.from === 0 && stretch.to === CHUNK) return first;
    // Before anything is waited for: another search may take the place of this one.
    const shelves = ids.length > 0 ? this.#places.shelvesOf(this.#newest.rows.subarray(stretch.from, stretch.to)) : [];
    const notes = new Map((await this.#read({ ids, shelves }, withMuted)).map((note) => [note.id, note]));
    return ids.map((id) => ({ id, note: notes.get(id) }));
  }

  #readings({ search, from, to }: Asks['readings']['asked']): Asks['readings']['answer'] {
    const { readings, layout } = this.#newest;
    return search === this.#newest.search && layout === this.#catalog.layout ? (readings?.slice(from, to) ?? []) : [];
  }

  async #group({ group, withMuted }: Asks['group']['asked']): Promise<Id[]> {
    const ids: Id[] = [];
    await this.#eachOf(withMuted, (id, of) => of === group && ids.push(id));
    return ids;
  }

  async #counts({ withMuted }: Asks['counts']['asked']): Promise<Map<Id, number>> {
    const counts = new Map<Id, number>();
    await this.#eachOf(withMuted, (_, group) => counts.set(group, (counts.get(group) ?? 0) + 1));
    return counts;
  }

  async #eachOf(withMuted: boolean, visit: (id: Id, group: Id) => void): Promise<void> {
    const present = this.#catalog.present(await this.#factsOf(withMuted));
    for (const { segment, from } of this.#catalog.parts) {
      for (const [row, id] of segment.ids.entries()) {
        const person = segment.peopleTable[segment.people[row] ?? 0];
        if (present[from + row] !== 0 && person) visit(id, person.group);
      }
    }
  }

  async #choices({ withMuted }: Asks['choices']['asked']): Promise<Asks['choices']['answer']> {
    return choicesOf(this.#catalog, await this.#factsOf(withMuted));
  }

  /** Which languages there are is looked at again when the notes have changed. */
  #stemsNow(): Stems {
    const { version } = this.#catalog;
    if (this.#stems?.version === version) return this.#stems.stems;
    const languages = languagesOf(this.#languages, (word) => this.#catalog.share(word));
    const names = languages.join(' ');
    const stems = this.#stems?.languages === names ? this.#stems.stems : stemsIn(languages);
    this.#stems = { version, languages: names, stems };
    return stems;
  }
}

/** Milliseconds that an answer waits for its first notes, which others may be writing. */
const PATIENCE = 50;

/** Those that come later, or cannot be read, are asked for by the page, which is told what became of them. */
function inTime(first: Promise<FoundRow[]>): Promise<FoundRow[]> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve([]), PATIENCE);
    const end = (rows: FoundRow[]): void => {
      clearTimeout(late);
      resolve(rows);
    };
    first.then(end, () => end([]));
  });
}
