/** The real search over notes that a test has, beside the page instead of in its worker. */
import { groupByDocument } from '../../src/core/documents.ts';
import type { Note } from '../../src/core/note.ts';
import { Catalog } from '../../src/core/search/catalog.ts';
import type { Facts } from '../../src/core/search/facts.ts';
import { buildSegment } from '../../src/core/search/segment.ts';
import type { CatalogClient } from '../../src/library/catalog/client.ts';
import { Desk } from '../../src/library/catalog/desk.ts';
import type { Ask, Asks, News } from '../../src/library/catalog/messages.ts';
import type { Library } from '../../src/store/read-library.ts';

export type StagedCatalog = CatalogClient & { tell: (news: News) => void; show: (library: Library) => void };

export function stagedCatalog(first: Library): StagedCatalog {
  const hearers = new Set<(news: News) => void>();
  const tell = (news: News): void => hearers.forEach((hear) => hear(news));
  let library = first;
  let desk = deskOf(library);
  return {
    tell,
    show(next) {
      library = next;
      desk = deskOf(library);
      tell({ news: 'notes' });
    },
    ask: async <Name extends keyof Asks>(ask: Name, asked: Asks[Name]['asked']) =>
      desk.answer({ number: 0, ask, asked } as Ask),
    onNews(hear, signal) {
      hearers.add(hear);
      signal.addEventListener('abort', () => hearers.delete(hear));
    },
  };
}

/** As the store reads one document. */
export function documentIn({ notes, muted = 0 }: Library, key: string): { notes: readonly Note[]; muted: number } {
  const found = groupByDocument(notes).find(({ keys, source }) => keys.includes(key) || source === key);
  return { notes: found?.notes ?? [], muted };
}

function deskOf(library: Library): Desk {
  const catalog = new Catalog();
  const heard = library.notes.filter(({ muted }) => muted !== 'hidden');
  catalog.add(
    buildSegment(
      heard.map(({ group, author, target, color, created, ...note }) => ({
        ...note,
        group: group.id,
        author: author.id,
        color: color?.name ?? null,
        created: Date.parse(created),
        title: target.title,
        source: target.source,
        keys: target.keys,
        stamp: '',
      })),
    ),
  );
  const names = new Map(library.notes.map(({ group, author }) => [`${group.id} ${author.id}`, author.name]));
  const facts: Facts = {
    me: library.me.id,
    groups: new Map(library.notes.map(({ group }) => [group.id, group])),
    nameOf: (group, author) => names.get(`${group} ${author}`) ?? '',
    isMuted: () => false,
    orphans: new Set(library.unplaced.keys()),
    settled: new Set(
      library.notes.flatMap(({ id, answers, reactions }) => (answers || reactions?.resolved ? [id] : [])),
    ),
  };
  const byId = new Map(library.notes.map((note) => [note.id, note]));
  return new Desk({
    catalog,
    factsOf: async () => facts,
    places: { batchesOf: (ids) => [{ ids: [...ids], shelves: [] }], shelvesOf: () => [] },
    read: async ({ ids }) => ids.flatMap((id) => byId.get(id) ?? []),
    languages: ['en'],
  });
}
