/**
 * The part of the storage port for devices that hold a group in part (ADR 0030): how large a group
 * is, and finding its notes by terms. The terms are an index made from the records (sync/note-index.ts),
 * not a second truth: it follows the history like any reader, and may be thrown away.
 */
import type { Id } from '../../core/id.ts';
import type { Row } from '../../core/record.ts';
import type { Page, PageRequest } from './page.ts';

/** A record as the index reads it. */
export type HistoryRecord = { id: Id; kind: Row['kind']; author: Id; seq: number; deleted: boolean; body: string };

/** Living notes, and the octets of their JSON. */
export type Weight = { notes: number; bytes: number };

export type TermsRequest = { group: Id; reader: Id; after: string; limit: number };

export type PartReading = {
  /** What is in a stretch of a group's history, after one place and up to another. */
  weight(group: Id, after: number, upto: number): Promise<Weight>;
  /** The place in the history before the newest `count` living notes; 0 if there are not so many. */
  beforeNewest(group: Id, count: number): Promise<number>;
  /** The records of a stretch of the history, in its order, whoever asks. */
  history(group: Id, after: number, limit: number): Promise<HistoryRecord[]>;
  /** Who wrote these records, by their ids; what is not there is left out. */
  authors(group: Id, ids: readonly Id[]): Promise<Map<Id, Id>>;
  /** Up to where in its history a group is in the index. */
  indexed(group: Id): Promise<number>;
  /** The terms for documents after a given one, sorted, or null unless the reader is an active member at that moment. */
  documentTerms(request: TermsRequest): Promise<string[] | null>;
  /** The group's own record and its memberships, in seq order, or null as above. */
  people(request: PageRequest): Promise<Page | null>;
  /** The notes that have any of the terms, in any order, whoever asks; of some the tombstone may be all that is left, or not even that. */
  named(group: Id, terms: readonly string[]): Promise<Id[]>;
  /** Living records that have any of the terms, in seq order, or null as above. */
  part(request: PageRequest & { terms: readonly string[] }): Promise<Page | null>;
  /** The living reactions to these notes, in seq order, or null as above. */
  reactionsPart(request: PageRequest & { notes: readonly Id[] }): Promise<Page | null>;
};

/** All documents' terms begin with this, and no others; and those of tags. */
export const DOCUMENT_TERM = 'd';
export const TAG_TERM = 't';

export type Terms = { id: Id; terms: readonly string[] };

export type PartWriting = {
  /** Takes the terms of these records away that a change of them may change: of documents and tags. */
  dropChangingTerms(group: Id, ids: readonly Id[]): Promise<void>;
  addTerms(group: Id, entries: readonly Terms[]): Promise<void>;
  setIndexed(group: Id, upto: number): Promise<void>;
};
