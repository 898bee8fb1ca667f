/**
 * The port between the hubs of several endpoint processes over one database. A hint says that
 * something is new, never what: it may be lost, come twice or come late, and nothing is wrong.
 */
import type { Id } from '../../core/id.ts';

/** Groups with a longer history, and users whose own groups are others now. */
export type Hint = { groups: readonly Id[]; users: readonly Id[] };

export type Hints = {
  /** Tells the other processes, soon and together with what else there is to tell. */
  tell(hint: Partial<Hint>): void;
  /** Hears the other processes from now on; `missed` when some of them may have gone unheard. */
  listen(heard: (hint: Hint) => void, missed: () => void): void;
  close(): Promise<void>;
};
