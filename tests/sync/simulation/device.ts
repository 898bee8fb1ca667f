/** A device of a simulation: a real store and syncer, its own wrong clock, and a worker that can be killed. */
import { holdingChoice } from '../../../src/core/holding.ts';
import type { Id } from '../../../src/core/id.ts';
import type { Session } from '../../../src/protocol/sync.ts';
import { adoptAccount } from '../../../src/store/account.ts';
import { openStore, type Store } from '../../../src/store/database.ts';
import { chooseHolding } from '../../../src/store/holdings.ts';
import { wantDocument } from '../../../src/store/opened-documents.ts';
import { notesOfGroup } from '../../../src/store/find-notes.ts';
import { livingFields } from '../../../src/store/project.ts';
import type { Sources } from '../../../src/store/sources.ts';
import { giveReaction, takeBackReaction } from '../../../src/store/write-reaction.ts';
import { createNote, editNote } from '../../../src/store/write-note.ts';
import { deleteNote, restoreNote } from '../../../src/store/delete-note.ts';
import { Syncer } from '../../../src/sync/syncer.ts';
import { fields } from '../../store/open-test-store.ts';
import { URL_OF_ENDPOINT, type SimulatedEndpoint } from './endpoint.ts';
import type { Ledger } from './ledger.ts';
import type { Network } from './network.ts';
import type { Random } from './random.ts';
import { socketsOf, type Sent } from './socket.ts';

export type World = {
  random: Random;
  network: Network;
  endpoint: SimulatedEndpoint;
  ledger: Ledger;
  clock: { now: number };
  sent: Sent;
};

let count = 0;
/** That notes are written on, where a group is held in part. */
export const DOCUMENTS = 5;
const keyOf = (document: number): string => `//example.org/reading-${document}`;
const TYPES = ['nod', 'agree', 'doubt', 'build-on', 'resolved'] as const;
/** So small that shelves come about, and are emptied, all the time. */
const SHELF = 2;

export class SimulatedDevice {
  readonly name: string;
  readonly user: Id;
  readonly db: Store;
  readonly sources: Sources;
  /** How wrong this device's clock is, in milliseconds. */
  skew: number;
  readonly #world: World;
  readonly #session: Session;
  readonly #deleted: Id[] = [];
  #syncer: Syncer;
  #life = 0;

  constructor(name: string, session: Session, skew: number, world: World) {
    this.name = name;
    this.user = session.user.id;
    this.skew = skew;
    this.#world = world;
    this.#session = session;
    const { random, clock } = world;
    this.sources = { now: () => clock.now + this.skew, randomBytes: (length) => random.bytes(length) };
    this.db = openStore(`simulated-${count++}`, this.sources, SHELF);
    this.#syncer = this.#worker();
  }

  async begin(): Promise<void> {
    await adoptAccount(this.db, URL_OF_ENDPOINT, this.#session);
  }

  /** The worker is gone with all it waited for; a new one opens over the same store. */
  kill(): void {
    this.#syncer.stop();
    this.#life++;
    this.#syncer = this.#worker();
  }

  #worker(): Syncer {
    const life = this.#life;
    const { network, endpoint, random, sent } = this.#world;
    const isAlive = (): boolean => life === this.#life;
    return new Syncer(this.db, {
      fetch: network.fetchOf(this.name, isAlive),
      WebSocket: socketsOf(endpoint, network, isAlive, sent),
      sources: this.sources,
      random: () => random.next(),
      // The driver's steps are its alarms.
      timer: () => () => undefined,
      stayAwake: () => undefined,
      tell: () => undefined,
      report: (error) => {
        throw error;
      },
    });
  }

  /** Begins a run, which ends when the network lets it. */
  sync(): void {
    void this.#syncer.run();
  }

  /** Something was written. */
  readonly wrote = (): void => {
    void this.#syncer.wrote();
  };

  /** A document comes in front of the learner (of a group held by document, its notes are asked for). */
  async open(document: number): Promise<void> {
    if (await wantDocument(this.db, [keyOf(document)], this.sources)) void this.#syncer.opened();
  }

  /** The learner wants something else of the group on this device. */
  async choose(group: Id): Promise<void> {
    const choice = this.#world.random.pick(holdingChoice.options) ?? 'all';
    if (await chooseHolding(this.db, group, choice)) this.#world.ledger.happened(`chose ${choice}`);
  }

  /** One thing that a learner does: over several documents and with answers where a group is held in part. */
  async write(group: Id, text: string): Promise<void> {
    const { random, ledger } = this.#world;
    if (random.chance(0.5)) return this.act(group, text);
    const answered = random.chance(0.4) ? random.pick(await notesOfGroup(this.db, group)) : undefined;
    const parent = answered && livingFields(answered) ? answered.id : null;
    const target = { ...fields().target, keys: [keyOf(random.below(DOCUMENTS))] };
    const kind = parent === null ? 'comment' : 'reply';
    const written = await createNote(this.db, { group, fields: fields({ text, kind, parent, target }) }, this.sources);
    if (written.ok) ledger.wrote(text);
    void this.#syncer.wrote();
  }

  /** One thing that a learner does. */
  async act(group: Id, text: string): Promise<void> {
    const { random, ledger } = this.#world;
    const records = await notesOfGroup(this.db, group);
    const own = records.filter(({ author, row }) => author === this.user && !row.deleted);
    const note = random.pick(own);
    const words = livingFields(note);
    const die = random.next();
    if (die < 0.5 || !note || !words) {
      const written = await createNote(this.db, { group, fields: fields({ text }) }, this.sources);
      if (written.ok) ledger.wrote(text);
    } else if (die < 0.8) {
      const written = await editNote(this.db, { id: note.id, text, tags: [text], saw: words.text }, this.sources);
      if (!written.ok) return;
      ledger.wrote(text);
      ledger.superseded(words.text);
    } else if (die < 0.92) {
      if (!(await deleteNote(this.db, note.id, this.sources)).ok) return;
      ledger.superseded(words.text);
      this.#deleted.push(note.id);
    } else {
      const id = random.pick(this.#deleted);
      if (id !== undefined) await restoreNote(this.db, id, this.sources);
    }
    void this.#syncer.wrote();
  }

  /** A reaction to any note that is here, given or taken back; refused where the learner may not. */
  async react(group: Id): Promise<void> {
    const { random, ledger } = this.#world;
    const living = (await notesOfGroup(this.db, group)).filter(({ row }) => !row.deleted);
    const note = random.pick(living)?.id;
    const type = random.pick(TYPES);
    if (note === undefined || type === undefined) return;
    const change = random.chance(0.3) ? takeBackReaction : giveReaction;
    if ((await change(this.db, { note, type }, this.sources)).ok) ledger.happened('reaction');
    void this.#syncer.wrote();
  }

  async end(): Promise<void> {
    this.#syncer.stop();
    this.#life++;
    await this.db.delete();
  }
}
