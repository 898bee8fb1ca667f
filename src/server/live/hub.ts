/**
 * Tells connected members what was committed. It knows no transport, only peers, and asks the
 * storage who is a member at the moment of sending: who was removed gets nothing more.
 */
import type { Id } from '../../core/id.ts';
import type { LiveEvent } from '../../protocol/sync.ts';
import type { Storage } from '../storage/storage.ts';
import type { GroupChange } from '../sync/write-record.ts';

/** One connected device. */
export type Peer = {
  send(text: string): void;
  /** Bytes given to `send` that the device has not taken yet. */
  pending(): number;
  /** Cuts the connection at once. */
  drop(): void;
};

/** A reader this far behind is dropped: it comes back and pulls (fault F18). */
const MAX_PENDING_BYTES = 1_000_000;
/** Longer changes are hinted at, not sent: pulling them is cheaper than buffering for everybody. */
const MAX_ROWS_CHARS = 256_000;

export class Hub {
  readonly #storage: Storage;
  readonly #report: (error: unknown) => void;
  readonly #peers = new Map<Id, Set<Peer>>();
  /** One thing after another, so that a peer never hears of a later change first. */
  #queue: Promise<void> = Promise.resolve();

  constructor(storage: Storage, report: (error: unknown) => void) {
    this.#storage = storage;
    this.#report = report;
  }

  /** Welcomes a peer with where its groups are; from then on it hears of every change. */
  welcome(user: Id, peer: Peer): void {
    this.#enqueue(async () => {
      const [epoch, places] = await Promise.all([this.#storage.epoch(), this.#storage.places(user)]);
      const heads = places.map(({ group, head }) => ({ group, head }));
      send(peer, { type: 'welcome', epoch, heads });
      const peers = this.#peers.get(user) ?? new Set();
      this.#peers.set(user, peers.add(peer));
    });
  }

  forget(user: Id, peer: Peer): void {
    this.#enqueue(async () => {
      const peers = this.#peers.get(user);
      peers?.delete(peer);
      if (peers?.size === 0) this.#peers.delete(user);
    });
  }

  /** Announces committed changes to the members of their groups. */
  announce(changes: readonly GroupChange[]): void {
    for (const change of changes) {
      this.#enqueue(async () => {
        if (this.#peers.size === 0) return;
        const text = textOf(change);
        for (const member of await this.#storage.members(change.group)) this.#sendTo(member, text);
      });
    }
  }

  /** The user's own groups changed: their devices ask for the session again. */
  groupsChanged(user: Id): void {
    this.#enqueue(async () => this.#sendTo(user, JSON.stringify({ type: 'groups' } satisfies LiveEvent)));
  }

  #sendTo(user: Id, text: string): void {
    for (const peer of this.#peers.get(user) ?? []) {
      if (peer.pending() > MAX_PENDING_BYTES) peer.drop();
      else peer.send(text);
    }
  }

  #enqueue(work: () => Promise<void>): void {
    this.#queue = this.#queue.then(work).catch(this.#report);
  }
}

export function send(peer: Pick<Peer, 'send'>, event: LiveEvent): void {
  peer.send(JSON.stringify(event));
}

/** The message is put together from the rows' own text, once for all members. */
function textOf({ group, after, cursor, bodies }: GroupChange): string {
  const rows = bodies.join(',');
  if (rows.length > MAX_ROWS_CHARS) return JSON.stringify({ type: 'hint', group, head: cursor } satisfies LiveEvent);
  return `{"type":"rows","group":"${group}","after":${after},"cursor":${cursor},"rows":[${rows}]}`;
}
