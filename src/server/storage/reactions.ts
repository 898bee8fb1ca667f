/** The part of the storage port for reactions (core/reaction.ts): finding them by the note they are given to, and who sees more than others. */
import type { Id } from '../../core/id.ts';

export type ReactionReading = {
  /** The living ones to a note, of everybody, in seq order. */
  reactionsTo(group: Id, target: Id): Promise<Id[]>;
  /** Those that every member may read, or the private ones. */
  countReactions(group: Id, target: Id, isPrivate: boolean): Promise<number>;
  /** The living one in a slot, of one author or, where everybody shares it (null), of anybody. */
  reactionIn(group: Id, target: Id, slot: string, author: Id | null): Promise<Id | null>;
  /** Who may read something in a stretch of the history, after one place and up to another, that not every member may. */
  insiders(group: Id, after: number, upto: number): Promise<Id[]>;
};

export type ReactionWriting = {
  /**
   * Takes living ones out of the history without a trace: no tombstones, no places. Their note's row, or their giver's membership, has to
   * tell of it at a later place than any of them, and before (core/reaction.ts).
   */
  removeReactions(group: Id, ids: readonly Id[]): Promise<void>;
};

/** Whether a member may read a record of their group. */
export function maySee(member: Id, { author, seenBy }: { author: Id; seenBy?: Id }): boolean {
  return seenBy === undefined || seenBy === member || author === member;
}
