/**
 * The tables of this device. Version 1 is what the first release writes: a later version adds a
 * `version(n)` below it and never edits an older one (fault F12 keeps a fixture of each).
 */
import { Dexie, type Table } from 'dexie';
import { declareTogether } from './declare-together.ts';
import { listParcels } from './list-parcels.ts';
import { markLacking } from './mark-lacking.ts';
import { newIdentity } from './new-identity.ts';
import type {
  Cursor,
  Draft,
  EarlierWords,
  InboxMark,
  KeptSegment,
  KnownDocuments,
  Manifest,
  Meta,
  OpenedDocument,
  OutboxEntry,
  Parcel,
  Receipt,
  Refused,
  SavedSearch,
  Shelf,
  StoredAnnotation,
  StoredGroup,
  StoredHolding,
  StoredImage,
  StoredImageBytes,
  StoredMembership,
  StoredReaction,
  Unplaced,
} from './records.ts';
import { renewKeys } from './renew-keys.ts';
import { mustHaveRoom, type RoomTeller } from './room.ts';
import { realSources, type Sources } from './sources.ts';

const SHELF_SIZE = 20;

export class Store extends Dexie {
  declare readonly annotations: Table<StoredAnnotation, string>;
  declare readonly groups: Table<StoredGroup, string>;
  declare readonly memberships: Table<StoredMembership, [string, string]>;
  declare readonly outbox: Table<OutboxEntry, number>;
  declare readonly parcels: Table<Parcel, number>;
  declare readonly manifests: Table<Manifest, number>;
  declare readonly refused: Table<Refused, string>;
  declare readonly cursors: Table<Cursor, string>;
  declare readonly drafts: Table<Draft, string>;
  declare readonly shelves: Table<Shelf, number>;
  declare readonly unplaced: Table<Unplaced, string>;
  declare readonly holdings: Table<StoredHolding, string>;
  declare readonly opened: Table<OpenedDocument, [string, string]>;
  declare readonly known: Table<KnownDocuments, [string, string]>;
  declare readonly receipts: Table<Receipt, number>;
  declare readonly reactions: Table<StoredReaction, string>;
  declare readonly inbox: Table<InboxMark, string>;
  declare readonly earlier: Table<EarlierWords, number>;
  declare readonly images: Table<StoredImage, [string, string]>;
  declare readonly imageBytes: Table<StoredImageBytes, [string, string]>;
  declare readonly segments: Table<KeptSegment, number>;
  declare readonly searches: Table<SavedSearch, string>;
  declare readonly meta: Table<Meta, string>;

  /** How many notes a shelf holds; fewer that come at once get a record each (shelves.ts). */
  readonly shelfSize: number;

  constructor(name: string, sources: Sources, shelfSize: number) {
    // A note that was said to be saved survives a power cut: https://developer.chrome.com/blog/indexeddb-durability-mode-now-defaults-to-relaxed
    super(name, { chromeTransactionDurability: 'strict' });
    this.shelfSize = shelfSize;
    declareTogether(this, () => this.#declareVersions());
    this.on('ready', () => this.#mustBeKnown(), true);
    this.on('populate', async (tx) => {
      const { identity, personal } = newIdentity(sources);
      const { group, membership, op } = personal;
      await tx.table('meta').bulkAdd([identity, { key: 'sync', state: 'local', epoch: null, failures: 0, retryAt: 0 }]);
      await tx.table('groups').add(group);
      await tx.table('memberships').add(membership);
      await tx.table('outbox').add({ opId: op.opId, id: op.id, group: op.group, sent: 0, saw: null, op });
    });
  }

  #declareVersions(): void {
    this.version(1).stores({
      annotations: 'id, group, *keys, parent, author, keptUntil',
      groups: 'id',
      memberships: '[group+member], group',
      outbox: '++n, &opId, id, group',
      refused: 'id',
      cursors: 'group',
      drafts: 'key, at',
      meta: 'key',
    });
    // The normal form of an address became stricter (ADR 0018).
    this.version(2).upgrade(renewKeys);
    this.version(3).stores({ unplaced: 'id' });
    this.version(4).stores({ shelves: '++n, *groups, *ids, *keys, *parents' });
    // Groups that are held in part (ADR 0030).
    this.version(5).stores({
      holdings: 'group',
      opened: '[group+hash], group, state, opened',
      known: '[group+bucket], group',
    });
    this.version(6).stores({ receipts: '++n, *near' });
    this.version(7).stores({ reactions: 'id, group, target' }).upgrade(markLacking);
    this.version(9).stores({ inbox: 'id', earlier: '++n, note' });
    // What is searched, and what was (ADR 0050).
    this.version(10).stores({ segments: '++n', searches: 'id' });
    this.version(11).stores({ images: '[group+id], group, state', imageBytes: '[group+id], id' });
    // What waits many at once (ADR 0054).
    this.version(12).stores({ parcels: '++n, *ids, group' });
    this.version(13).stores({ parcels: '++n, group', manifests: '++n' }).upgrade(listParcels);
  }

  /**
   * Where an older release was put back, Dexie would go on with the tables that it knows, and break the newer one's
   * rules: https://github.com/dexie/Dexie.js/issues/2097
   */
  #mustBeKnown(): void {
    const version = Math.floor(this.backendDB().version / 10);
    if (version > this.verno) throw new Error(`The notes here are of a newer release: ${version}, not ${this.verno}.`);
  }

  /**
   * One transaction over everything: all of the work is kept, or none. It is begun by a function that is `async` itself: of
   * another one, which only answers with a promise, Dexie may lose the transaction (https://dexie.org/docs/Dexie/Dexie.transaction()).
   * @param least the room it needs, in bytes
   * @throws NoRoom
   */
  write<T>(work: () => Promise<T>, least?: number): Promise<T> {
    const go = (): Promise<T> => this.transaction('rw', this.tables, async () => work());
    const teller: RoomTeller | undefined = globalThis.navigator?.storage;
    // Within a transaction nothing else may be waited for.
    return teller && !Dexie.currentTransaction ? mustHaveRoom(teller, least).then(go) : go();
  }

  /** Reads that belong together see one state. */
  read<T>(work: () => Promise<T>): Promise<T> {
    return this.transaction('r', this.tables, async () => work());
  }
}

/** The store opens by itself at first use, and makes the local identity when it is new. */
export function openStore(name = 'commonplace', sources: Sources = realSources, shelfSize = SHELF_SIZE): Store {
  return new Store(name, sources, shelfSize);
}
