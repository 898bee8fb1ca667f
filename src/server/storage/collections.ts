/**
 * The part of the storage port for groups as collections of annotations (server/annotations): their notes by number, and the names
 * that clients of that protocol ask for.
 */
import type { Id } from '../../core/id.ts';

/** Living notes of a group, and when anything in it was last changed, in milliseconds since 1970. */
export type Collection = { total: number; changedAt: number };

export type CollectionPageRequest = { group: Id; reader: Id; from: number; limit: number };

export type CollectionReading = {
  /** Null unless the reader is an active member at that moment. */
  collection(group: Id, reader: Id): Promise<Collection | null>;
  /** The bodies of living notes in seq order, from the one of a number on; none unless the reader is an active member. */
  collectionPage(request: CollectionPageRequest): Promise<string[]>;
  /** The names of those that have one. */
  annotationNames(group: Id, ids: readonly Id[]): Promise<Map<Id, string>>;
  /** The note that was given a name, also when it is deleted. */
  annotationNamed(group: Id, name: string): Promise<Id | null>;
};

export type CollectionWriting = {
  /** The feed of who is no member any more: should they come back, its old address stays dead. */
  endFeed(group: Id, member: Id): Promise<void>;
  /** For good. False if the name was given before. */
  nameAnnotation(named: { group: Id; name: string; id: Id }): Promise<boolean>;
};
