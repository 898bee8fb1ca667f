/** What a search has to know besides the notes themselves, since it changes without them. */
import type { Id } from '../id.ts';

export type Facts = {
  me: Id;
  /** Notes of others are not found. */
  groups: ReadonlyMap<Id, { name: string; personal: boolean }>;
  nameOf: (group: Id, author: Id) => string;
  isMuted: (group: Id, author: Id) => boolean;
  /** Notes whose passage their page did not surely show. */
  orphans: ReadonlySet<Id>;
  /** Questions that were answered, and threads that are resolved. */
  settled: ReadonlySet<Id>;
};
