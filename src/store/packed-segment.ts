/**
 * A segment of the search index as it is kept: many short strings in one. IndexedDB reads a hundred thousand strings one by one, which
 * took longer than all else about opening the library; one long string is read at once and cut in no time.
 */
import type { Segment } from '../core/search/segment.ts';

type Lists = 'ids' | 'parents' | 'stamps' | 'words';
type Tables = 'peopleTable' | 'documentTable' | 'tagTable';

export type PackedSegment = Omit<Segment, Lists | Tables> & Record<Lists, string> & { tables: string };

/** No word has a line's end in it, and no id. */
const BETWEEN = '\n';

export function packed({ ids, parents, stamps, words, ...segment }: Segment): PackedSegment {
  const { peopleTable, documentTable, tagTable, ...others } = segment;
  return {
    ...others,
    ids: ids.join(BETWEEN),
    parents: parents.join(BETWEEN),
    stamps: stamps.join(BETWEEN),
    words: words.join(BETWEEN),
    tables: JSON.stringify({ peopleTable, documentTable, tagTable }),
  };
}

export function unpacked({ ids, parents, stamps, words, tables, ...segment }: PackedSegment): Segment {
  const read: unknown = JSON.parse(tables);
  if (!areTables(read)) throw new Error('a kept part of the search index is not one');
  return {
    ...segment,
    ids: listOf(ids),
    parents: segment.size === 1 ? [parents] : listOf(parents),
    stamps: listOf(stamps),
    words: listOf(words),
    ...read,
  };
}

function listOf(joined: string): string[] {
  return joined === '' ? [] : joined.split(BETWEEN);
}

/** Written above; looked at as a whole, since there are a hundred thousand of them. */
function areTables(read: unknown): read is Pick<Segment, Tables> {
  return ['peopleTable', 'documentTable', 'tagTable'].every(
    (name) => typeof read === 'object' && read !== null && Array.isArray(Reflect.get(read, name)),
  );
}
