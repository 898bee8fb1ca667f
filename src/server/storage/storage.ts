/**
 * The storage port: all that the endpoint asks of a database, and nothing of how. Two
 * implementations (SQLite, PostgreSQL) stand behind it and pass one contract test
 * (tests/server/storage-contract.ts); no other file of the server knows SQL.
 */
import type { Id } from '../../core/id.ts';
import type { FieldRevs } from '../../core/merge.ts';
import type { MembershipFields, Role, Row } from '../../core/record.ts';
import type { ModerationAct } from '../../protocol/moderation.ts';
import type { ImageReading, ImageWriting } from './images.ts';
import type { CollectionReading, CollectionWriting } from './collections.ts';
import type { NoteReading } from './notes.ts';
import type { Page, PageRequest } from './page.ts';
import type { PartReading, PartWriting } from './parts.ts';
import type { ReactionReading, ReactionWriting } from './reactions.ts';
import type { ReportReading, ReportWriting } from './reports.ts';
import type { SearchReading, SearchWriting } from './search.ts';
import type { WebhookWriting } from './webhooks.ts';

/** A record as it is kept. `body` is its row as JSON text, served without being parsed again. */
export type StoredRecord = {
  group: Id;
  id: Id;
  kind: Row['kind'];
  author: Id;
  rev: number;
  seq: number;
  deleted: boolean;
  /** Milliseconds since 1970; only of a tombstone. */
  deletedAt?: number;
  body: string;
  fieldRevs: FieldRevs;
  /** Of a living reaction: the note, and what there is one of (core/reaction.ts). */
  reaction?: { target: Id; slot: string };
  /** The only one who may read it besides its author; absent: every member. */
  seenBy?: Id;
};

/** The place of a member in a group; `record` is the id of the membership's own record. */
export type Membership = { group: Id; member: Id; record: Id; role: Role; status: MembershipFields['status'] };

/** A group somebody is an active member of. */
export type Place = { group: Id; personal: boolean; role: Role; head: number };

/** The same of several members at once. */
export type MemberPlace = Place & { member: Id };

/** What one member did to another's place or words; `seq` is its place in the group's history. */
export type Moderation = {
  group: Id;
  seq: number;
  /** Milliseconds since 1970. */
  at: number;
  /** Null: the operator, by a command. */
  actor: Id | null;
  act: ModerationAct;
  /** The note, the member, or the webhook. */
  subject: Id;
  /** What they are now; null where no role was given. */
  role: Role | null;
};

/** Reads see committed data only, outside a transaction, and the transaction's own data inside. */
export type Reading = PartReading &
  ReactionReading &
  NoteReading &
  SearchReading &
  CollectionReading &
  ReportReading &
  ImageReading & {
    /** The group's counter: the seq of its newest change; 0 if there is no such group. */
    head(group: Id): Promise<number>;
    membership(group: Id, member: Id): Promise<Membership | null>;
    /** Active members only. */
    members(group: Id): Promise<Id[]>;
    /** Active memberships only, in any order. */
    places(member: Id): Promise<Place[]>;
    placesOf(members: readonly Id[]): Promise<MemberPlace[]>;
    record(group: Id, id: Id): Promise<StoredRecord | null>;
    /** The history after a cursor, or null unless the reader is an active member at that moment. */
    page(request: PageRequest): Promise<Page | null>;
    invitation(group: Id): Promise<string | null>;
    /** The group an invitation code opens. */
    invitedTo(code: string): Promise<Id | null>;
    /** What was noted of moderation before a place in the group's history, the newest first. */
    moderations(group: Id, before: number, limit: number): Promise<Moderation[]>;
  };

/** Everything here belongs to one transaction: all of it is kept, or none. */
export type Transaction = Reading &
  PartWriting &
  ReactionWriting &
  SearchWriting &
  CollectionWriting &
  ReportWriting &
  ImageWriting &
  WebhookWriting & {
    /**
     * True if there is such an account; until the transaction ends it is not taken out. A process may take a session for
     * open for some seconds after its account was deleted by another one (accounts/remember-sessions.ts).
     */
    holdAccount(account: Id): Promise<boolean>;
    /** Makes the group's counter; false if the id is in use, or the owner has a personal group already. */
    createGroup(group: Id, personalOwner: Id | null): Promise<boolean>;
    /**
     * The next place in the group's history, and an instant later than any given in it before.
     * The group must be one the transaction holds.
     */
    advance(group: Id, now: number): Promise<{ seq: number; at: number }>;
    /** True if a record of any group has this id. */
    inUse(id: Id): Promise<boolean>;
    putRecord(record: StoredRecord): Promise<void>;
    putMembership(membership: Membership): Promise<void>;
    /** The record that this operation of this author was applied to before, or was answered with; null if it was not. */
    applied(group: Id, author: Id, opId: Id): Promise<Id | null>;
    rememberApplied(op: { group: Id; author: Id; opId: Id; record: Id; rev: number; at: number }): Promise<void>;
    setInvitation(group: Id, code: string): Promise<void>;
    /** The code opens nothing any more, and none takes its place. */
    endInvitation(group: Id): Promise<void>;
    /** Noted for good: nothing changes it, and only with its group is it removed. */
    noteModeration(moderation: Moderation): Promise<void>;
  };

export type Storage = Reading & {
  /** Random id of this database (protocol/sync.ts). */
  epoch(): Promise<string>;
  /**
   * Runs work in a writing transaction: commits when it resolves, undoes everything when it throws.
   * It holds the given groups from its beginning to its end: nobody else writes to them meanwhile,
   * so what it reads of them stays true, and no reader's cursor can pass a change that is not
   * committed yet (design §5).
   * `mayBeLost`: what can be made again is not waited for until it is on the disk. A power cut may undo it, and nothing else.
   */
  transact<T>(
    groups: Iterable<Id>,
    work: (tx: Transaction) => Promise<T>,
    options?: { mayBeLost?: boolean },
  ): Promise<T>;
  /** How many operations are best judged in one transaction. */
  readonly together: number;
  /** Throws a StorageError unless the database answers now. */
  check(): Promise<void>;
  /**
   * Forgets the tombstones of before an instant (milliseconds since 1970) and answers how many.
   * The groups they were in remember how far they have forgotten (`floor` of a page).
   */
  purge(before: number): Promise<number>;
  close(): Promise<void>;
};

/** A database of a schema that this endpoint does not know; nothing was changed in it. */
export class SchemaError extends Error {}

/** The database could not serve now: `busy` passes by itself, `full` needs an operator. */
export class StorageError extends Error {
  readonly reason: 'busy' | 'full';

  constructor(reason: 'busy' | 'full', cause: unknown) {
    super(`storage is ${reason}`, { cause });
    this.reason = reason;
  }
}
