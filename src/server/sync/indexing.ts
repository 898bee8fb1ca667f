/**
 * When notes are indexed (note-index.ts): when somebody first asks for a part of a group, and from there on whenever they
 * ask again, so that groups that are held whole cost nothing and no push waits. A long history takes minutes. It goes on
 * slice by slice whether its asker still waits or not, one slice at a time for all groups, and rests half as long as each took:
 * the endpoint serves meanwhile. Who asks before it is done is told to come again.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Id } from '../../core/id.ts';
import { HttpError } from '../http/http-error.ts';
import type { Storage } from '../storage/storage.ts';
import { indexNext, namer } from './note-index.ts';

/** Milliseconds that an asker waits: what was written since somebody asked last takes less. */
const PATIENCE_MS = 2_000;
/** Of the time that a slice took. */
const REST = 0.5;
/** Milliseconds: where the machine is busy with other things, a slice takes long and little of it is ours. */
const LONGEST_REST = 25;
/** In seconds. */
const COME_AGAIN = 5;

export class Indexing {
  readonly #storage: Pick<Storage, 'head' | 'indexed' | 'transact'>;
  readonly #patience: number;
  /** Up to where a group comes, by group. */
  readonly #underWay = new Map<Id, Promise<number>>();
  #turn: Promise<unknown> = Promise.resolve();
  #isEnded = false;

  constructor(storage: Pick<Storage, 'head' | 'indexed' | 'transact'>, patience = PATIENCE_MS) {
    this.#storage = storage;
    this.#patience = patience;
  }

  /** Up to where a group's history is in the index: all of it, as it is now. Throws `preparing` if that takes longer. */
  async upto(group: Id): Promise<number> {
    const begin = (): Promise<number> => this.#begun(group);
    // What had begun before this was asked ends before what was there then.
    const work = this.#underWay.get(group)?.then(begin, begin) ?? begin();
    const given = new AbortController();
    const late = wait(this.#patience, null, { signal: given.signal }).catch(() => null);
    try {
      const upto = await Promise.race([work, late]);
      if (upto === null) throw new HttpError('preparing', COME_AGAIN);
      return upto;
    } finally {
      given.abort();
    }
  }

  /** Waits for the slice under way; the next process goes on from there. */
  async end(): Promise<void> {
    this.#isEnded = true;
    await Promise.allSettled(this.#underWay.values());
  }

  #begun(group: Id): Promise<number> {
    const known = this.#underWay.get(group);
    if (known) return known;
    const work = this.#bringUp(group).finally(() => this.#underWay.delete(group));
    this.#underWay.set(group, work);
    return work;
  }

  async #bringUp(group: Id): Promise<number> {
    const head = await this.#storage.head(group);
    let upto = await this.#storage.indexed(group);
    const namesOf = namer(group);
    while (upto < head) {
      if (this.#isEnded) throw new HttpError('busy', COME_AGAIN);
      upto = (await this.#slice(() => indexNext(this.#storage, group, namesOf))) ?? head;
    }
    return upto;
  }

  /** In turn, and with a rest behind it. */
  #slice<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(async () => {
      const begun = performance.now();
      return { result: await work(), took: performance.now() - begun };
    });
    this.#turn = turn.then(
      ({ took }) => wait(this.#isEnded ? 0 : Math.min(took * REST, LONGEST_REST)),
      () => undefined,
    );
    return turn.then(({ result }) => result);
  }
}
