/**
 * One seed of the simulation: learners write on several devices over a bad network, with wrong
 * clocks, while workers die, the endpoint restarts, comes back from an old copy and forgets old
 * tombstones, and a member is taken out and let in again. Then the network works, and all that is
 * left must be the same everywhere.
 */
import 'fake-indexeddb/auto';
import { notesOfGroup } from '../../../src/store/find-notes.ts';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { newId, type Id } from '../../../src/core/id.ts';
import { row } from '../../../src/core/record.ts';
import type { Session } from '../../../src/protocol/sync.ts';
import { forgetImages } from '../../../src/server/images/forget-images.ts';
import { groupOp } from '../../server/class.ts';
import { DOCUMENTS, SimulatedDevice, type World } from './device.ts';
import { SimulatedEndpoint, URL_OF_ENDPOINT, scratchFolder } from './endpoint.ts';
import { compare } from './compare.ts';
import { Ledger, type Report } from './ledger.ts';
import { Imports } from './imports.ts';
import { lookAtAll, missingPictures, withPicture } from './pictures.ts';
import { BAD, GOOD, Network, type Faults } from './network.ts';
import { randomOf, type Random } from './random.ts';
import type { Sent } from './socket.ts';
import { settle } from './settle.ts';
import { Visitor, visitorOf } from './visitor.ts';
import { ALL, type Trouble, type Weather } from './weather.ts';

/** Things that learners do in one seed. */
const ACTS = 50;
/** Chance of an import after each. */
const IMPORTED = 0.07;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** ±2 days, ±5 minutes, and right (fault F10). */
const SKEWS = [-2 * DAY, -5 * MINUTE, 0, 5 * MINUTE, 2 * DAY];

export async function runSeed(
  seed: number,
  { acts = ACTS, faults = BAD, trouble = ALL, parts = false, pictures = false, imports = false }: Weather = {},
): Promise<Report> {
  const random = randomOf(seed);
  const folder = scratchFolder();
  const run = new Run(seed, random, folder, {
    chances: trouble,
    isInParts: parts,
    hasPictures: pictures,
    hasImports: imports,
  });
  try {
    await run.begin(faults);
    for (let at = 0; at < acts; at++) await run.step(`s${seed}-${at}`);
    return await run.end();
  } finally {
    await run.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

class Run {
  readonly #random: Random;
  readonly #folder: string;
  readonly #chances: Trouble;
  readonly #isInParts: boolean;
  /** Null: nobody has any. Chance of its own, so that a seed goes on as it would without pictures. */
  readonly #pictures: Random | null;
  readonly #imports: Imports | null;
  readonly #importChance: Random;
  readonly #endpoint: SimulatedEndpoint;
  readonly #world: World;
  readonly #devices: SimulatedDevice[];
  readonly #group: Id;
  readonly #owner: Session;
  readonly #guest: SimulatedDevice;
  readonly #visitor: Visitor;
  #serverSkew = 0;
  #epochs = 0;
  #snapshot: string | null = null;
  /** The group's head when the guest was taken out, or null while they are in. */
  #revokedAt: number | null = null;
  readonly #checks: Promise<void>[] = [];

  constructor(
    seed: number,
    random: Random,
    folder: string,
    {
      chances,
      isInParts,
      hasPictures,
      hasImports,
    }: { chances: Trouble; isInParts: boolean; hasPictures: boolean; hasImports: boolean },
  ) {
    this.#random = random;
    this.#isInParts = isInParts;
    this.#pictures = hasPictures ? randomOf(seed + 2e6) : null;
    this.#folder = folder;
    this.#chances = chances;
    const clock = { now: Date.UTC(2027, 0, 1) };
    const fresh = (): Id => newId(clock.now, (length) => random.bytes(length));
    const sessions = ['Ada', 'Ben', 'Cleo'].map((name): Session => ({
      token: fresh(),
      user: { id: fresh(), name, email: null },
    }));
    // Of its own, so that a seed goes on as it would without a visitor.
    const chance = randomOf(seed + 1e6);
    const visitor = visitorOf(chance, clock.now);
    const [ada, ben, cleo] = sessions;
    if (!ada || !ben || !cleo) throw new Error('nobody is there');
    this.#owner = ada;
    this.#group = fresh();
    this.#endpoint = new SimulatedEndpoint(folder, [...sessions, visitor], () => clock.now + this.#serverSkew);
    this.#visitor = new Visitor(chance, visitor, this.#endpoint);
    const ledger = new Ledger();
    this.#importChance = randomOf(seed + 3e6);
    this.#imports = hasImports ? new Imports(this.#importChance, ledger) : null;
    const sent: Sent = (user, text, life) => {
      this.#checks.push(ledger.sent(user, text, life));
    };
    const network = new Network(
      random,
      (what) => ledger.happened(what),
      async (device, request) => {
        // The one that is asked: another life may have begun when its answer is looked at.
        const { storage } = this.#endpoint.deps;
        const response = await this.#endpoint.handle(request);
        const user = this.#devices.find(({ name }) => name === device)?.user ?? '';
        sent(user, await response.clone().text(), storage);
        return response;
      },
    );
    this.#world = { random, network, endpoint: this.#endpoint, ledger, clock, sent };
    const device = (name: string, session: Session): SimulatedDevice =>
      new SimulatedDevice(name, session, random.pick(SKEWS) ?? 0, this.#world);
    this.#guest = device('c', cleo);
    this.#devices = [device('a', ada), device('a2', ada), device('b', ben), this.#guest];
  }

  /** Waits until devices and endpoint stand still: also what is told to sockets, which the endpoint spreads over real time. */
  async #settle(): Promise<void> {
    await settle();
    await this.#endpoint.told();
    await settle();
  }

  async begin(faults: Faults): Promise<void> {
    await this.#endpoint.start();
    const op = groupOp(this.#group, { name: 'Class', description: '', personal: false });
    const headers = { authorization: `Bearer ${this.#owner.token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ epoch: null, ops: [op] });
    await this.#endpoint.handle(new Request(`${URL_OF_ENDPOINT}/sync/v1/push`, { method: 'POST', headers, body }));
    for (const user of new Set([...this.#devices.map((device) => device.user), this.#visitor.user])) {
      await this.#endpoint.setMember(this.#group, user, 'active');
    }
    const { network } = this.#world;
    network.faults = GOOD;
    for (const device of this.#devices) await device.begin();
    await this.#quiesce(1);
    // The first device holds the whole.
    if (this.#isInParts) for (const device of this.#devices.slice(1)) await device.choose(this.#group);
    network.faults = faults;
  }

  async step(words: string): Promise<void> {
    const random = this.#random;
    const device = random.pick(this.#devices) ?? this.#guest;
    const text = this.#pictures
      ? await withPicture(device, { group: this.#group, text: words }, this.#pictures)
      : words;
    this.#world.clock.now += random.below(5 * MINUTE);
    await (this.#isInParts ? this.#actInParts(device, text) : device.act(this.#group, text));
    await this.#settle();
    await this.#import(device, text);
    if (random.chance(0.4)) await random.pick(this.#devices)?.react(this.#group);
    await this.#settle();
    const visited = await this.#visitor.act(this.#group, this.#world.clock.now + this.#serverSkew);
    if (visited !== null) this.#world.ledger.happened(visited);
    await this.#settle();
    if (random.chance(0.3)) random.pick(this.#devices)?.sync();
    for (let left = random.below(6); left > 0; left--) {
      await this.#settle();
      await this.#world.network.deliver();
    }
    await this.#settle();
    await this.#trouble(device);
  }

  async #import(device: SimulatedDevice, words: string): Promise<void> {
    if (!this.#imports || !this.#importChance.chance(IMPORTED)) return;
    await this.#imports.act(
      device,
      this.#group,
      `${words.split(' ')[0]}-i ${words.split(' ').slice(1).join(' ')}`.trim(),
    );
    await this.#settle();
  }

  async #actInParts(device: SimulatedDevice, text: string): Promise<void> {
    const die = this.#random.next();
    if (die < 0.25) await device.open(this.#random.below(DOCUMENTS));
    else if (die < 0.32 && device !== this.#devices[0]) await device.choose(this.#group);
    else await device.write(this.#group, text);
  }

  async #trouble(device: SimulatedDevice): Promise<void> {
    const random = this.#random;
    const happens = (what: keyof Trouble): boolean => {
      const it = random.chance(this.#chances[what]);
      if (it) this.#world.ledger.happened(what);
      return it;
    };
    if (happens('kill')) device.kill();
    if (happens('skew')) device.skew = random.pick(SKEWS) ?? 0;
    // The endpoint's clock is set back by an hour, and forward again.
    if (happens('clockBack')) this.#serverSkew = random.pick([0, -60 * MINUTE]) ?? 0;
    if (happens('restart')) await this.#endpoint.restart();
    if (happens('snapshot') && this.#snapshot === null) {
      this.#snapshot = join(this.#folder, 'snapshot.db');
      this.#endpoint.snapshot(this.#snapshot);
    }
    if (happens('restore') && this.#snapshot !== null && this.#epochs === 0) {
      this.#epochs++;
      await this.#endpoint.restore(this.#snapshot, `epoch ${this.#epochs}`);
      // Who is in the group is what the old copy says.
      const place = await this.#endpoint.deps.storage.membership(this.#group, this.#guest.user);
      this.#revokedAt = place?.status === 'active' ? null : await this.#head();
    }
    if (happens('member')) await this.#setGuest(this.#revokedAt !== null);
    if (happens('forget')) {
      this.#world.clock.now += 401 * DAY;
      const { storage } = this.#endpoint.deps;
      await storage.purge(this.#world.clock.now - 400 * DAY);
      await forgetImages(storage, this.#world.clock.now - 400 * DAY, this.#world.clock.now);
    }
  }

  async #setGuest(isIn: boolean): Promise<void> {
    await this.#endpoint.setMember(this.#group, this.#guest.user, isIn ? 'active' : 'removed');
    this.#revokedAt = isIn ? null : await this.#head();
  }

  #head(): Promise<number> {
    return this.#endpoint.deps.storage.head(this.#group);
  }

  /** All that is under way arrives, and every device has a number of full runs. */
  async #quiesce(rounds: number): Promise<void> {
    const { network } = this.#world;
    for (let round = 0; round < rounds; round++) {
      const { handled } = network;
      // Longer than any nod waits.
      this.#world.clock.now += MINUTE;
      for (const device of this.#devices) {
        device.sync();
        await this.#settle();
        for (let left = 5000; !network.isQuiet; left--) {
          if (left === 0) throw new Error('the network does not come to rest');
          await network.deliver();
          await this.#settle();
        }
      }
      // Everybody asked who they are, and there was nothing more to ask.
      if (network.handled - handled === this.#devices.length) return;
    }
  }

  async end(): Promise<Report> {
    const { network, ledger } = this.#world;
    network.faults = GOOD;
    for (const device of this.#devices) device.kill();
    await this.#quiesce(1);
    if (this.#revokedAt !== null) {
      await this.#nothingLeaked(this.#revokedAt);
      await this.#setGuest(true);
    }
    await this.#quiesce(8);
    await Promise.all(this.#checks);
    const { storage } = this.#endpoint.deps;
    const { kept, shared, diverged } = await compare(storage, this.#group, this.#devices);
    ledger.report.diverged.push(...diverged);
    if (this.#pictures) {
      // What could not be had is asked for again some minutes later.
      this.#world.clock.now += 15 * MINUTE;
      for (const device of this.#devices) await lookAtAll(device, this.#group);
      await this.#quiesce(1);
      ledger.report.lost.push(...(await missingPictures(storage, this.#group, this.#devices)));
    }
    return ledger.close(kept, shared);
  }

  /** What is on the device of somebody who was taken out is at most what was there before. */
  async #nothingLeaked(revokedAt: number): Promise<void> {
    const records = await notesOfGroup(this.#guest.db, this.#group);
    const epoch = await this.#endpoint.deps.storage.epoch();
    for (const { base, author, epoch: of } of records) {
      if (!base || author === this.#guest.user || of !== epoch || base.seq <= revokedAt) continue;
      this.#world.ledger.report.leaked.push(v.parse(row, base).id);
    }
  }

  async dispose(): Promise<void> {
    for (const device of this.#devices) await device.end();
    await this.#endpoint.stop();
  }
}
