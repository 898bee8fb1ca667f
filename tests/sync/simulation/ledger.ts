/**
 * What the learners wrote and what the endpoint said, kept outside of both, so that afterwards it
 * can be told what was acknowledged, lost, duplicated or leaked.
 */
import * as v from 'valibot';
import type { Id } from '../../../src/core/id.ts';
import { row, type Row } from '../../../src/core/record.ts';
import type { Storage } from '../../../src/server/storage/storage.ts';

export type Report = {
  acknowledged: number;
  lost: string[];
  duplicated: string[];
  leaked: string[];
  diverged: string[];
  /** How often what went wrong on purpose, by its name. */
  happened: Record<string, number>;
};

const withRows = v.looseObject({
  epoch: v.optional(v.string()),
  rows: v.optional(v.array(v.unknown())),
  results: v.optional(v.array(v.looseObject({ opId: v.string(), status: v.string(), row: v.optional(v.unknown()) }))),
});

export class Ledger {
  readonly report: Report = { acknowledged: 0, lost: [], duplicated: [], leaked: [], diverged: [], happened: {} };
  /** Words that their writer saw as saved. */
  readonly #written = new Set<string>();
  /** Words that somebody who saw them has changed or thrown away. */
  readonly #superseded = new Set<string>();
  readonly #applied = new Set<string>();
  /** By epoch, group and place in its history: what stood there must stand there for everybody. */
  readonly #history = new Map<string, string>();

  happened(what: string): void {
    this.report.happened[what] = (this.report.happened[what] ?? 0) + 1;
  }

  wrote(text: string): void {
    this.#written.add(text);
  }

  superseded(text: string): void {
    this.#superseded.add(text);
  }

  /**
   * What the endpoint sends to somebody, looked at in the moment it is sent.
   * @param life the storage it is out of: by its epoch it is booked, whatever runs by now
   */
  async sent(user: Id, text: string, life: Storage): Promise<void> {
    const parsed = v.safeParse(withRows, jsonOf(text));
    if (!parsed.success) return;
    const rows = [...(parsed.output.rows ?? []), ...(parsed.output.results ?? []).map((result) => result.row)];
    // The storage is asked for all in this moment: it may be closed in the next one.
    const told = Promise.all(
      rows.map(async (one) => {
        const read = v.safeParse(row, one);
        if (read.success) await this.#sentRow(user, read.output, life);
      }),
    );
    const epoch = await life.epoch();
    if ((parsed.output.epoch ?? epoch) !== epoch)
      this.report.diverged.push(`${parsed.output.epoch} was said in ${epoch}`);
    for (const { opId, status } of parsed.output.results ?? []) {
      if (status !== 'applied') continue;
      const key = `${epoch} ${opId}`;
      if (this.#applied.has(key)) this.report.duplicated.push(`operation ${opId} was applied twice`);
      this.#applied.add(key);
      this.report.acknowledged++;
    }
    await told;
  }

  async #sentRow(user: Id, sent: Row, life: Storage): Promise<void> {
    const { group, seq, ...rest } = sent;
    const [epoch, place, isNotTheirs] = await Promise.all([
      life.epoch(),
      life.membership(group, user),
      isForOthers(sent, user, life),
    ]);
    if (isNotTheirs) this.report.leaked.push(`the nod ${rest.id} to ${user}`);
    if (place?.status !== 'active') {
      this.report.leaked.push(`${rest.id} to ${user}`);
    }
    const key = `${epoch} ${group} ${seq}`;
    const body = JSON.stringify(rest);
    if ((this.#history.get(key) ?? body) !== body) this.report.diverged.push(`two records at ${key}`);
    this.#history.set(key, body);
  }

  /** @param kept every text that is still somewhere its writer can find it; @param shared those at the endpoint */
  close(kept: ReadonlySet<string>, shared: readonly string[]): Report {
    for (const text of this.#written) {
      if (!this.#superseded.has(text) && !kept.has(text)) this.report.lost.push(text);
    }
    for (const [at, text] of shared.entries()) {
      if (shared.indexOf(text) !== at) this.report.duplicated.push(text);
    }
    return this.report;
  }
}

/** A nod, which only its giver and the author of its note may learn of, deleted or not. */
async function isForOthers(sent: Row, user: Id, storage: Storage): Promise<boolean> {
  if (sent.kind !== 'reaction' || sent.author === user) return false;
  if (sent.deleted) return ((await storage.record(sent.group, sent.id))?.seenBy ?? user) !== user;
  const note = await storage.record(sent.group, sent.fields.target);
  return sent.fields.type === 'nod' && note?.author !== user;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
