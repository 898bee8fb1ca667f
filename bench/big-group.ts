/** A group with many notes by many people, put straight into an endpoint's storage: by its interface it would take minutes. */
import { randomBytes } from 'node:crypto';
import { newId } from '../src/core/id.ts';
import type { Endpoint } from '../src/server/endpoint.ts';
import { addMember } from '../src/server/groups/membership.ts';
import { revsOf, writeRecord } from '../src/server/sync/write-record.ts';

const SENTENCE = 'The tide that comes to one shore has left another, and neither has seen it go. ';

export type BigGroup = {
  /** An account of the endpoint that is to be in it. */
  member: string;
  notes: number;
  authors: number;
  /** Of the page that a note is on, by the note's number. */
  address: (n: number) => string;
  /** When a note was made, in milliseconds since 1970; now, if left out. */
  madeAt?: (n: number) => number;
};

/** Answers the group's id. Every seventh note is a question. */
export async function fillGroup({ deps }: Endpoint, wanted: BigGroup): Promise<string> {
  const { member, notes, address, madeAt = Date.now } = wanted;
  const fresh = (at = Date.now()): string => newId(at, randomBytes);
  const group = fresh();
  const authors = Array.from({ length: wanted.authors }, () => fresh());
  const transact = (work: Parameters<typeof deps.storage.transact>[1]) => deps.storage.transact([group], work);
  await transact(async (tx) => {
    const writing = { tx, now: Date.now(), changes: new Map() };
    await tx.createGroup(group, null);
    const fields = { name: 'Big', description: '', personal: false };
    const created = new Date().toISOString();
    const made = { group, id: group, author: member, rev: 1, created, fieldRevs: revsOf(fields, 1) };
    await writeRecord(writing, { ...made, kind: 'group', fields });
    for (const one of [member, ...authors])
      await addMember(writing, { group, member: one, name: `Member ${one.slice(-4)}`, role: 'member' });
  });
  for (let at = 0; at < notes; at += 1000) {
    await transact(async (tx) => {
      const writing = { tx, now: Date.now(), changes: new Map() };
      for (let n = at; n < Math.min(at + 1000, notes); n++) {
        const source = address(n);
        const selectors = [
          {
            type: 'TextQuoteSelector',
            exact: SENTENCE.slice(0, 20 + (n % 50)),
            prefix: SENTENCE.slice(0, 64),
            suffix: SENTENCE.slice(0, 64),
          },
          { type: 'TextPositionSelector', start: n, end: n + 40 },
        ];
        const target = { source, keys: [source.replace(/^https?:/, '')], title: 'A reading', selectors };
        const kind = n % 7 === 0 ? 'question' : 'comment';
        const fields = { kind, text: SENTENCE.repeat(1 + (n % 5)), tags: [], target, parent: null };
        const made = madeAt(n);
        await writeRecord(writing, {
          group,
          id: fresh(made),
          kind: 'annotation',
          author: authors[n % authors.length] ?? '',
          rev: 1,
          created: new Date(made).toISOString(),
          fields,
          fieldRevs: revsOf(fields, 1),
        });
      }
    });
  }
  return group;
}
