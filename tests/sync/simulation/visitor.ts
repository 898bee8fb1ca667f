/**
 * A learner without a device of ours, who reacts to what is there by requests of their own, nods among it, and at some moment
 * deletes their account: what they gave has to be gone from all devices, though no tombstones say so.
 */
import * as v from 'valibot';
import { newId, type Id } from '../../../src/core/id.ts';
import { row } from '../../../src/core/record.ts';
import { PATHS, type Session } from '../../../src/protocol/sync.ts';
import { deleteAccount } from '../../../src/server/accounts/delete-account.ts';
import { URL_OF_ENDPOINT, type SimulatedEndpoint } from './endpoint.ts';
import type { Random } from './random.ts';

const TYPES = ['nod', 'agree', 'doubt', 'build-on'] as const;
const OFTEN = 0.3;
const SELDOM = 0.02;

export function visitorOf(random: Random, now: number): Session {
  const fresh = (): Id => newId(now, (length) => random.bytes(length));
  return { token: fresh(), user: { id: fresh(), name: 'Dora', email: null } };
}

export class Visitor {
  readonly user: Id;
  readonly #session: Session;
  readonly #endpoint: SimulatedEndpoint;
  readonly #random: Random;

  constructor(random: Random, session: Session, endpoint: SimulatedEndpoint) {
    this.user = session.user.id;
    this.#session = session;
    this.#endpoint = endpoint;
    this.#random = random;
  }

  /** Answers what they did, if anything. */
  async act(group: Id, now: number): Promise<string | null> {
    const isIn = (await this.#endpoint.deps.storage.membership(group, this.user))?.status === 'active';
    if (isIn && this.#random.chance(OFTEN)) return this.#react(group, now);
    if (isIn && this.#random.chance(SELDOM)) return this.#leaveForGood(now);
    return null;
  }

  async #react(group: Id, now: number): Promise<string> {
    const page = await this.#endpoint.deps.storage.page({
      group,
      reader: this.user,
      after: 0,
      limit: 1e6,
      maxBytes: 1e9,
    });
    const rows = v.parse(v.array(row), JSON.parse(`[${page?.rows ?? ''}]`));
    const notes = rows.flatMap(({ id, kind, deleted }) => (kind === 'annotation' && !deleted ? [id] : []));
    const fresh = (): Id => newId(now, (length) => this.#random.bytes(length));
    const envelope = { opId: fresh(), id: fresh(), group, baseRev: 0, at: new Date(now).toISOString() };
    const fields = { target: this.#random.pick(notes) ?? group, type: this.#random.pick(TYPES) };
    const op = { ...envelope, kind: 'reaction', act: 'put', fields };
    const headers = { authorization: `Bearer ${this.#session.token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ epoch: null, ops: [op] });
    await this.#endpoint.handle(new Request(`${URL_OF_ENDPOINT}${PATHS.push}`, { method: 'POST', headers, body }));
    return 'visitor reacted';
  }

  async #leaveForGood(now: number): Promise<string> {
    const { storage, administration, hub } = this.#endpoint.deps;
    const { changes } = await deleteAccount({ storage, administration: await administration() }, this.user, now);
    hub.announce(changes);
    await this.#endpoint.told();
    return 'visitor deleted';
  }
}
