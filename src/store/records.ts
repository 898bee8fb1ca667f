/**
 * What the tables hold. A note is kept twice over: as the endpoint last sent it (`base`) and as
 * it is shown (`row`: base with this device's waiting changes on top), so that an answer of the
 * endpoint can always be met with what was really written here.
 */
import type { BackupState } from '../core/backup.ts';
import type { Holding } from '../core/holding.ts';
import type { Id } from '../core/id.ts';
import type { ImageId, ImageType } from '../core/image.ts';
import type { MutedPerson } from '../core/muting.ts';
import type { KeyChoices } from '../core/own-keys.ts';
import type { QuietHours } from '../core/quiet-hours.ts';
import type {
  AnnotationFields,
  AnnotationRow,
  GroupRow,
  MembershipRow,
  ReactionRow,
  Tombstone,
} from '../core/record.ts';
import type { PackedJson } from './packed-json.ts';
import type { PackedSegment } from './packed-segment.ts';
import type { DraftWords, SyncState } from '../protocol/from-pages.ts';
import type { MarginChoice, MarginLayout } from '../protocol/margin-layout.ts';
import type { Op } from '../protocol/sync.ts';

export type StoredAnnotation = {
  id: Id;
  group: Id;
  author: Id;
  /** Absent for the root of a thread, since null is no index key. */
  parent?: Id;
  /** The document keys of a living note, lifted here for the index; empty when deleted. */
  keys: string[];
  row: AnnotationRow | Tombstone;
  /** Null until the endpoint has acknowledged it. */
  base: AnnotationRow | Tombstone | null;
  /** Epoch of `base`; revisions compare only within one. */
  epoch: string | null;
  /** My words in a note that is deleted now, for undo. */
  kept: AnnotationFields | null;
  /** 1 while the group is read anew and this note has not come again (read-anew.ts). */
  stale?: 1;
  /** When `kept` may be forgotten (milliseconds since 1970); absent while a deletion waits. */
  keptUntil?: number;
};

/** As JSON, or as they are: `notesOn` reads both (packed-notes.ts). */
export type PackedNotes = PackedJson | StoredAnnotation[];
/** Notes as they came, several in one record (shelves.ts); what they are looked for by is lifted here for the indexes. */
export type Shelf = { n?: number; groups: Id[]; ids: Id[]; keys: string[]; parents: Id[]; notes: PackedNotes };

/** The endpoint's word on notes that it took exactly as they were written (receipts.ts). */
export type Receipt = {
  n?: number;
  group: Id;
  epoch: string;
  /** The beginnings of the ids, each once: what they are looked for by. */
  near: string[];
  taken: { id: Id; seq: number; created: string; updated: string }[];
};

/** A reaction as it is shown. */
export type StoredReaction = {
  id: Id;
  group: Id;
  author: Id;
  /** The note it is given to. */
  target: Id;
  row: ReactionRow;
  /** Null until the endpoint has acknowledged it. */
  base: ReactionRow | null;
  epoch: string | null;
  /** 1: taken back here, and shown no more; the endpoint does not know it yet. */
  taken?: 1;
  /** As of a note. */
  stale?: 1;
};

/** `local`: the endpoint does not know it yet. `left`: I am no longer in it; my own notes stay readable. */
export type StoredGroup = { id: Id; row: GroupRow; state: 'local' | 'joined' | 'left'; epoch: string | null };

/** Key `[group+member]`: a membership made here and the endpoint's own one of the same person are one. */
export type StoredMembership = { group: Id; member: Id; id: Id; row: MembershipRow };

type Envelope = Pick<Op, 'opId' | 'id' | 'group' | 'baseRev' | 'at'>;
export type PutOp = Envelope & {
  kind: 'annotation';
  act: 'put';
  fields: Partial<AnnotationFields>;
  /** What changed tags were changed from. */
  sawTags?: string[] | undefined;
};
export type RestoreOp = Envelope & { kind: 'annotation'; act: 'restore'; fields: AnnotationFields };
export type DeleteOp = Envelope & { kind: 'annotation'; act: 'delete' };
export type AnnotationOp = PutOp | RestoreOp | DeleteOp;
export type GroupOp = Extract<Op, { kind: 'group' }>;
export type ReactionOp = Extract<Op, { kind: 'reaction' }>;

/** A change that the endpoint has not given its last word on, in order of `n`. */
export type OutboxEntry = {
  n?: number;
  opId: Id;
  /** The record it changes. */
  id: Id;
  group: Id;
  /** 1 once it was handed to a push: from then on it never changes, for it may have arrived. Ask sent.ts: most are marked together. */
  sent: 0 | 1;
  /** The words its writer saw before changing them; null when there were none. */
  saw: string | null;
  op: AnnotationOp | GroupOp | ReactionOp;
  /**
   * Of a reaction: what there is one of. What is on its way in a slot is answered before more of it leaves. Of the deletion of
   * a note that was moved: the note it has become.
   */
  slot?: string;
  /** Of a copy that was made to move a note: that one, which is deleted behind it. */
  movedFrom?: Id;
  /** 1: it leaves with nothing beside it that all may see (nods-wait.ts). */
  alone?: 1;
};

/** As JSON (packed-ops.ts), or as they are. */
export type PackedOps = PackedJson | PutOp[];
/** New notes of one group that wait, several in one record, and in order of `n` (parcels.ts). */
export type Parcel = { n?: number; group: Id; ops: PackedOps };
/** Numbers of parcels, and the ids of the notes in each of them as one text (manifests.ts). */
export type Manifest = { n?: number; numbers: number[]; ids: string[] };

/** A change that the endpoint refused, with its words ("not sent"). Of a copy that was to move a note: that one, and what it said then. */
export type Refused = {
  id: Id;
  group: Id;
  code: string;
  at: string;
} & (
  | { act: 'put'; fields: AnnotationFields; movedFrom?: Id; originalSaid?: string }
  | { act: 'delete' }
  | { act: 'group'; op: GroupOp }
);

export type Cursor = {
  group: Id;
  cursor: number;
  epoch: string;
  /** 1: after an epoch change, own notes the endpoint lacks are still to be offered again. */
  offer: 0 | 1;
  /** Tombstones that the endpoint purged up to here are accounted for; absent = 0. */
  floor?: number;
  /** 1 while the group is read anew: what does not come is forgotten at the end. */
  anew?: 1;
  /** 1: read by a release that did not know reactions, which are still to come (lacking-reactions.ts). */
  lacks?: 1;
};

/**
 * What is held of a group, where its reader was asked; `trimmed` is where in its history the oldest were last let go of,
 * `from` the earliest place at which a part was read that nothing is followed from yet, `lacks` where an own answer came without what it answers, which is to be asked for.
 * `bare` are notes that came without the reactions of before, which are to be asked for as well.
 */
export type StoredHolding = {
  group: Id;
  choice: Holding['choice'];
  notes: number;
  bytes: number | null;
  trimmed?: number;
  from?: number;
  lacks?: number;
  bare?: Id[];
};

/** A document of a large group that was opened here, by the name the endpoint knows it by; `opened` in milliseconds since 1970. */
export type OpenedDocument = { group: Id; hash: string; opened: number; state: 'wanted' | 'held' };

/** Documents that a large group has notes on; `bucket` is how their names begin. */
export type KnownDocuments = { group: Id; bucket: string; hashes: string[] };

/** A note whose passage its page did not surely show when it was last looked for here. Never leaves this device. */
export type Unplaced = { id: Id; state: 'unsure' | 'lost'; at: string };

/**
 * A matter of the inbox (core/inbox.ts), and up to which instant it was read, and told (nods: when). `unread`: to be
 * read once more.
 */
export type InboxMark = { id: string; read?: string; told?: string; unread?: 1 };

/** Words of my own note that I have replaced on this device, and when. Never leaves it. */
export type EarlierWords = {
  n?: number;
  note: Id;
  at: string;
  words: Pick<AnnotationFields, 'text' | 'tags' | 'color'>;
};

/**
 * A picture of a group's notes, or of drafts (image-bytes.ts). `draft`, `unsent`, `sent`: mine, here, and whether the endpoint has it;
 * `again`: sent to an older life of its database. `fetched`: of others, here; `wanted`: to be fetched; `lacking`: only when it is shown.
 * `at`: when it came, or what it came with, in milliseconds since 1970; `tried`: when it could not be had.
 */
export type StoredImage = {
  /** Empty while it is in drafts alone. */
  group: string;
  id: ImageId;
  state: 'draft' | 'unsent' | 'sent' | 'again' | 'fetched' | 'wanted' | 'lacking';
  /** In bytes; 0 where it is not here. */
  size: number;
  at: number;
  tried?: number;
};

export type StoredImageBytes = { group: string; id: ImageId; type: ImageType; bytes: Uint8Array };

/** How many operations there are in all parcels (parcels.ts). */
export type ParcelledCount = { key: 'parcelled'; count: number };

/** When pictures that nothing names were last thrown away (milliseconds since 1970). */
export type ImagesSwept = { key: 'images'; swept: number };

/**
 * A piece of the search index (search-index.ts). `shelves` are those its rows came from, shelf i beginning with row `rowStarts[i]`;
 * null where they have records of their own.
 */
export type KeptSegment = {
  n?: number;
  shelves: { numbers: number[]; rowStarts: number[] } | null;
  segment: PackedSegment;
  /** Of the words in it (`WORD_FORM`); absent: of the first release that kept any. */
  form?: number;
};

/** A search that its reader wants again, by the name they gave it. Never leaves this device. */
export type SavedSearch = { id: Id; name: string; query: string; at: string };

/** Words that are being written. Releases before had the text alone. */
export type Draft = { key: string; at: number } & DraftWords;

/** Who writes on this device: the local identity, and from the first sign-in on the account. */
export type Identity = {
  key: 'identity';
  user: Id;
  name: string;
  email: string | null;
  /** Null before the first sign-in; kept when the session ends. */
  endpoint: string | null;
  token: string | null;
  /** The group of one: "only me". */
  personal: Id;
  /** The group that new notes go to. */
  writeTo: Id;
};

export type SyncMemory = {
  key: 'sync';
  state: SyncState;
  epoch: string | null;
  /** Failures in a row, and when to try again (milliseconds since 1970). */
  failures: number;
  retryAt: number;
  /** Groups with a long history that is being fetched, and its end. */
  reading?: { group: Id; head: number }[];
  /** What the endpoint takes operations about (protocol/sync.ts); absent until it has said so. */
  kinds?: string[];
};

/** How the margin stands (margin-layout.ts): what was chosen last anywhere, and for sites, where it was chosen last at the end. */
export type LayoutChoices = { key: 'layout'; last: MarginChoice; sites: { site: string; chosen: MarginChoice }[] };
/** As it was before it was remembered for sites. */
export type LayoutOfAllSites = { key: 'layout'; margin: MarginLayout['cards'] };

/** Keys of our own pages that were chosen instead of the usual ones (own-keys.ts). */
export type KeysChosen = { key: 'keys'; chosen: KeyChoices };

/** How large a group may be before this device asks what to hold of it, in notes. */
export type Limits = { key: 'limits'; askFrom: number };

/** The operations of the outbox with these numbers, both included, were handed to a push (sent.ts). */
export type SentMark = { key: 'sent'; from: number; to: number };

/**
 * When the nods that wait may leave; `first`: when something visible last left first, since they wait (nods-wait.ts). Milliseconds
 * since 1970.
 */
export type NodsWait = { key: 'nods'; until: number; first: number | null };

/** Whom the reader of this device does not want to hear, and since when. Never leaves it. */
export type MutedPeople = { key: 'muted'; people: (MutedPerson & { at: string })[] };

/** A tab that follows a link to a note, until its page has come (linked-note.ts); `until` in milliseconds since 1970. */
export type Expected = { tab: number; note: Id; passage: Id; keys: string[]; until: number };
export type ExpectedTabs = { key: 'expected'; tabs: Expected[] };

/** What comes after `since` concerns the reader of this device anew; whether the browser tells them, and when not. */
export type InboxMemory = { key: 'inbox'; since: string; notify: boolean; quiet: QuietHours };

export type Backups = { key: 'backup' } & BackupState;

export type Meta =
  | Backups
  | Identity
  | SyncMemory
  | Limits
  | LayoutChoices
  | LayoutOfAllSites
  | KeysChosen
  | SentMark
  | ParcelledCount
  | NodsWait
  | MutedPeople
  | ExpectedTabs
  | InboxMemory
  | ImagesSwept;
