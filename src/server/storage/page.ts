/** A page of records as the storage port gives it, of a group's whole history or of a part of it. */
import type { Id } from '../../core/id.ts';

/**
 * `rows` are the bodies of `count` records in seq order, with commas between: the database joins them faster than we do,
 * and who sends them need not take them apart. `bytes` is their length in UTF-8. `cursor` is the place the reader has
 * come to, which is beyond the last row where the next ones are not theirs to read. `floor` is the seq of the newest tombstone of the group that was purged, 0 if none was.
 */
export type Page = { rows: string; bytes: number; count: number; cursor: number; more: boolean; floor: number };

/** A page has `limit` rows and `maxBytes` of UTF-8 at most, but one row always: or its reader would never get past it. */
export type PageRequest = {
  group: Id;
  reader: Id;
  after: number;
  limit: number;
  maxBytes: number;
  /** Only what every member may read: for a page that is sent on to others than the reader. */
  onlyShared?: boolean;
};

/** Whose own records are in a page besides those that every member may read; no id is empty. */
export function viewerOf({ reader, onlyShared = false }: PageRequest): Id {
  return onlyShared ? '' : reader;
}
