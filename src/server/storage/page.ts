/** A page of records as the storage port gives it, of a group's whole history or of a part of it. */
import type { Id } from '../../core/id.ts';

/**
 * Bodies of records in seq order; `cursor` is the seq of the last one, or what was asked for.
 * `floor` is the seq of the newest tombstone of the group that was purged, 0 if none was.
 */
export type Page = { bodies: string[]; cursor: number; more: boolean; floor: number };

export type PageRequest = { group: Id; reader: Id; after: number; limit: number; maxChars: number };
