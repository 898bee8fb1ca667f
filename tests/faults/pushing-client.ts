/** A client as small as it can be and still be one: an outbox that sends again what was not answered, and a cursor. */
import * as v from 'valibot';
import { pushAnswer } from '../../src/protocol/sync.ts';
import type { OpResult } from '../../src/protocol/sync.ts';
import { Learner, fields, freshId, putOp } from '../server/class.ts';
import { must } from './fault.ts';

export class PushingClient {
  readonly #learner: Learner;
  readonly #group: string;
  readonly #outbox: object[] = [];
  #cursor = 0;
  /** Ids answered as applied, or as applied before. */
  readonly acknowledged = new Set<string>();
  /** How often a cursor has brought an annotation, by its id. */
  readonly seen = new Map<string, number>();
  duplicates = 0;

  constructor(learner: Learner, group: string) {
    this.#learner = learner;
    this.#group = group;
  }

  /** Writes when nothing waits, and pushes. Answers nothing where no answer came. */
  async push(url: string, { ops, text }: { ops: number; text: string }): Promise<OpResult[]> {
    while (this.#outbox.length < ops) this.#outbox.push(putOp(this.#group, freshId(), fields({ text })));
    const body = { epoch: null, ops: this.#outbox };
    const answer = await this.#at(url)
      .ask('POST', '/sync/v1/push', body)
      .catch(() => null);
    if (answer?.status !== 200) return [];
    const { results } = v.parse(pushAnswer, JSON.parse(answer.text));
    for (const result of results) {
      must(result.status === 'applied' || result.status === 'duplicate', `answered ${result.status}`);
      if (result.status === 'duplicate') this.duplicates++;
      if (result.row) this.acknowledged.add(result.row.id);
    }
    this.#outbox.length = 0;
    return results;
  }

  /** Takes in what is new since its cursor. */
  async pull(url: string): Promise<void> {
    for (let more = true; more;) {
      const page = await this.#at(url).pull(this.#group, this.#cursor);
      for (const { kind, id } of page.rows) if (kind === 'annotation') this.seen.set(id, (this.seen.get(id) ?? 0) + 1);
      ({ cursor: this.#cursor, more } = page);
    }
  }

  #at(url: string): Learner {
    return new Learner(url, this.#learner.session);
  }
}
