/**
 * Tells connected members what was committed, here or by another endpoint process. It knows no
 * transport, only peers, and asks the storage who is a member at the moment of sending: who was
 * removed gets nothing more. The storage is the truth; what is announced only saves reading it.
 */
import type { Id } from '../../core/id.ts';
import type { LiveEvent } from '../../protocol/sync.ts';
import type { Place, Storage } from '../storage/storage.ts';
import type { GroupChange } from '../sync/write-record.ts';
import type { Hint, Hints } from './hints.ts';
import { messageOf } from './message.ts';
import type { Message } from './message.ts';

/** One connected device. */
export type Peer = {
  /** The session it came with. */
  token: string;
  send(message: Message): void;
  /** Bytes given to `send` that the device has not taken yet. */
  pending(): number;
  /** Cuts the connection at once. */
  drop(): void;
  /** Ends the connection after what was sent. */
  end(why: PeerEnd): void;
};

/** `signed-out`: its session is over. `removed`: its user was put out of a group, and may come back to the others. */
export type PeerEnd = 'signed-out' | 'removed';

/** A reader this far behind is dropped: it comes back and pulls (fault F18). */
const MAX_PENDING_BYTES = 1_000_000;
/** Longer changes are hinted at, not sent: pulling them is cheaper than buffering for everybody. */
const MAX_ROWS_CHARS = 256_000;
const MAX_ROWS = 500;
/** What takes less to send does not count; after more, for so many times as long nothing is sent: it gets a third of the time. */
const SHORT_MS = 5;
const REST = 2;

export class Hub {
  readonly #storage: Storage;
  readonly #report: (error: unknown) => void;
  readonly #hints: Pick<Hints, 'tell'> | null;
  readonly #peers = new Map<Id, Set<Peer>>();
  /** How far each group's history was sent from here. */
  readonly #heads = new Map<Id, number>();
  /** The groups and roles that each user's devices were last told of. */
  readonly #places = new Map<Id, string>();
  /** Changes that are not sent yet. */
  readonly #announced: GroupChange[] = [];
  /** After sending, as long as that took and more is for everything else. By performance.now(). */
  #restUntil = 0;
  /** One thing after another, so that a peer never hears of a later change first. */
  #queue: Promise<void> = Promise.resolve();

  /** @param hints the way to other processes, if there can be any */
  constructor(storage: Storage, report: (error: unknown) => void, hints: Pick<Hints, 'tell'> | null = null) {
    this.#storage = storage;
    this.#report = report;
    this.#hints = hints;
  }

  /** Welcomes a peer with where its groups are; from then on it hears of every change. */
  welcome(user: Id, peer: Peer): void {
    this.#enqueue(async () => {
      try {
        const [epoch, places] = await Promise.all([this.#storage.epoch(), this.#storage.places(user)]);
        const heads = places.map(({ group, head }) => ({ group, head }));
        send(peer, { type: 'welcome', epoch, heads });
        for (const { group, head } of heads) if (!this.#heads.has(group)) this.#heads.set(group, head);
        this.#places.set(user, signatureOf(places));
        const peers = this.#peers.get(user) ?? new Set();
        this.#peers.set(user, peers.add(peer));
      } catch (error) {
        // Unwelcomed it would wait for ever: cut off, it comes back.
        peer.drop();
        throw error;
      }
    });
  }

  forget(user: Id, peer: Peer): void {
    this.#enqueue(async () => {
      const peers = this.#peers.get(user);
      peers?.delete(peer);
      if (peers?.size !== 0) return;
      this.#peers.delete(user);
      this.#places.delete(user);
      if (this.#peers.size === 0) this.#heads.clear();
    });
  }

  /** When all that was to be told so far is told. */
  ended(): Promise<void> {
    return this.#queue;
  }

  /** Announces changes committed here to the members of their groups. */
  announce(changes: readonly GroupChange[]): void {
    if (changes.length === 0) return;
    this.#hints?.tell({ groups: changes.map((change) => change.group) });
    this.#announced.push(...changes);
    this.#enqueue(async () => this.#sendAnnounced());
  }

  /** All that waits at once: the more there is to do, the more goes out together, and what it costs stays bounded. */
  async #sendAnnounced(): Promise<void> {
    if (this.#announced.length === 0) return;
    await pause(this.#restUntil - performance.now());
    const begun = performance.now();
    for (const [group, changes] of Map.groupBy(this.#announced.splice(0), (change) => change.group)) {
      // What one group could not be told, keeps nothing from the others.
      await this.#sendChanges(group, changes).catch(this.#report);
    }
    const ended = performance.now();
    if (ended - begun > SHORT_MS) this.#restUntil = ended + REST * (ended - begun);
  }

  async #sendChanges(group: Id, changes: readonly GroupChange[]): Promise<void> {
    for (const change of joined(changes)) {
      const head = this.#heads.get(group) ?? change.after;
      if (this.#peers.size === 0 || change.cursor <= head) continue;
      // Another process wrote in between: what it wrote comes first.
      if (change.after !== head) await this.#catchUp(group);
      else await this.#sendToMembers(group, change.cursor, textOf(change), change.insiders);
    }
  }

  /** The user's own groups changed here: their devices ask for the session again. */
  groupsChanged(user: Id): void {
    this.#hints?.tell({ users: [user] });
    this.#enqueue(async () => this.#tellGroups(user));
  }

  /** Another process has something new. */
  heard({ groups, users }: Hint): void {
    for (const user of users) this.#enqueue(async () => this.#tellGroups(user));
    for (const group of groups) this.#enqueue(async () => (this.#peers.size > 0 ? this.#catchUp(group) : undefined));
  }

  /** Looks at the storage itself for what hints may have missed. */
  look(): void {
    this.#enqueue(async () => {
      const users = [...this.#peers.keys()];
      if (users.length === 0) return;
      const places = Map.groupBy(await this.#storage.placesOf(users), (place) => place.member);
      for (const user of users) {
        const signature = signatureOf(places.get(user) ?? []);
        const known = this.#places.get(user);
        if (known !== undefined && known !== signature) this.#tellGroups(user);
        this.#places.set(user, signature);
      }
      const heads = new Map([...places.values()].flat().map(({ group, head }) => [group, head]));
      for (const group of this.#heads.keys()) if (!heads.has(group)) this.#heads.delete(group);
      for (const [group, head] of heads) if (head > (this.#heads.get(group) ?? -1)) await this.#catchUp(group);
    });
  }

  /** Sends what of a group's history was not sent from here yet. */
  async #catchUp(group: Id): Promise<void> {
    const reader = (await this.#storage.members(group)).find((member) => this.#peers.has(member));
    if (reader === undefined) {
      // Nobody here to keep up with it for: whoever comes begins where the group is then.
      this.#heads.delete(group);
      return;
    }
    const after = this.#heads.get(group) ?? (await this.#storage.head(group));
    const limits = { limit: MAX_ROWS, maxBytes: MAX_ROWS_CHARS };
    // It goes to all members, whatever the one may see by whose right it is read.
    const page = await this.#storage.page({ group, reader, after, ...limits, onlyShared: true });
    if (!page) return;
    const head = page.more ? await this.#storage.head(group) : page.cursor;
    // Joined elsewhere a moment ago: where the device is, only it knows.
    const isWhole = !page.more && this.#heads.has(group);
    if (isWhole && head === after) return;
    const insiders = await this.#storage.insiders(group, after, head);
    const news = { group, after, cursor: head, rows: page.rows, insiders };
    await this.#sendToMembers(group, head, isWhole ? textOf(news) : hintText(group, head), insiders);
  }

  /** @param insiders may read more than the text has, and are told to pull instead */
  async #sendToMembers(group: Id, head: number, text: string, insiders: readonly Id[]): Promise<void> {
    const [message, hint, more] = [messageOf(text), messageOf(hintText(group, head)), new Set(insiders)];
    for (const member of await this.#storage.members(group)) this.#sendTo(member, more.has(member) ? hint : message);
    this.#heads.set(group, head);
  }

  #tellGroups(user: Id): void {
    // What they are told of now is looked up by themselves.
    this.#places.delete(user);
    this.#sendTo(user, GROUPS);
  }

  /** Somebody put the user out of a group: their devices ask for the session again, on a new connection. */
  removed(user: Id): void {
    this.groupsChanged(user);
    this.#enqueue(async () => this.#end(user, 'removed', () => true));
  }

  /** The session is over: what was opened with it hears nothing more. */
  signedOut(user: Id, token: string): void {
    this.#enqueue(async () => this.#end(user, 'signed-out', (peer) => peer.token === token));
  }

  #end(user: Id, why: PeerEnd, isMeant: (peer: Peer) => boolean): void {
    const peers = this.#peers.get(user) ?? new Set();
    for (const peer of [...peers].filter(isMeant)) {
      // Not when it has closed: a device that does not answer the closing would hear on.
      peers.delete(peer);
      peer.end(why);
    }
    if (peers.size === 0) this.#peers.delete(user);
  }

  #sendTo(user: Id, message: Message): void {
    for (const peer of this.#peers.get(user) ?? []) {
      if (peer.pending() > MAX_PENDING_BYTES) peer.drop();
      else peer.send(message);
    }
  }

  #enqueue(work: () => Promise<void>): void {
    this.#queue = this.#queue.then(work).catch(this.#report);
  }
}

export function send(peer: Pick<Peer, 'send'>, event: LiveEvent): void {
  peer.send(textMessage(event));
}

function textMessage(event: LiveEvent): Message {
  return messageOf(JSON.stringify(event));
}

const GROUPS = textMessage({ type: 'groups' });

async function pause(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function signatureOf(places: readonly Place[]): string {
  return places
    .map(({ group, role }) => `${group} ${role}`)
    .sort()
    .join();
}

type News = Omit<GroupChange, 'bodies'> & { rows: string };

/** Changes of one group in the order of its history; what follows on is one, as long as it may be sent. */
function joined(changes: readonly GroupChange[]): News[] {
  const found: News[] = [];
  for (const { bodies, ...change } of changes.toSorted((a, b) => a.cursor - b.cursor)) {
    const rows = bodies.join(',');
    const before = found.at(-1);
    if (before?.cursor === change.after && before.rows.length + rows.length < MAX_ROWS_CHARS) {
      before.rows = [before.rows, rows].filter(Boolean).join(',');
      before.cursor = change.cursor;
      before.insiders = [...before.insiders, ...change.insiders];
    } else found.push({ ...change, rows });
  }
  return found;
}

/** The message is put together from the rows' own text, once for all members. */
function textOf({ group, after, cursor, rows }: News): string {
  if (rows.length > MAX_ROWS_CHARS) return hintText(group, cursor);
  return `{"type":"rows","group":"${group}","after":${after},"cursor":${cursor},"rows":[${rows}]}`;
}

function hintText(group: Id, head: number): string {
  return JSON.stringify({ type: 'hint', group, head } satisfies LiveEvent);
}
