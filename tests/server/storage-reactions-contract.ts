/** What every implementation of the storage port must hold of reactions, and of records that not every member may read. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoredRecord, Storage } from '../../src/server/storage/storage.ts';
import { freshId } from './class.ts';
import type { StorageUnderTest } from './storage-contract.ts';

const rowsOf = (rows: string): unknown[] => JSON.parse(`[${rows}]`) as unknown[];

export function reactionsContract(name: string, create: () => Promise<StorageUnderTest>): void {
  describe(`reactions in storage: ${name}`, () => {
    let subject: StorageUnderTest;
    let storage: Storage;
    const [group, reader] = [freshId(), freshId()];

    beforeEach(async () => {
      subject = await create();
      storage = await subject.open();
      await storage.transact([group], async (tx) => {
        await tx.createGroup(group, null);
        await tx.putMembership({ group, member: reader, record: freshId(), role: 'member', status: 'active' });
      });
    });
    afterEach(async () => {
      await storage.close();
      await subject.remove();
    });

    const putNow = (change: Partial<StoredRecord>): Promise<StoredRecord> =>
      storage.transact([group], async (tx) => {
        const { seq } = await tx.advance(group, Date.now());
        const id = change.id ?? freshId();
        const body = JSON.stringify({ id, seq });
        const common = { group, kind: 'annotation', author: reader, rev: 1, deleted: false, fieldRevs: {} } as const;
        const record: StoredRecord = { ...common, ...change, id, seq, body };
        await tx.putRecord(record);
        return record;
      });

    test('what is for one reader and its author is in their pages alone, and the places of all get past it', async () => {
      const [giver, stranger] = [freshId(), freshId()];
      await storage.transact([group], async (tx) => {
        const envelope = { group, record: freshId(), role: 'member', status: 'active' } as const;
        for (const member of [giver, stranger]) await tx.putMembership({ ...envelope, member });
      });
      const shared = await putNow({});
      const target = shared.id;
      const secrets: StoredRecord[] = [];
      for (let n = 0; n < 3; n++) {
        const reaction = { target, slot: `nod ${n}` };
        secrets.push(await putNow({ kind: 'reaction', author: giver, seenBy: reader, reaction }));
      }
      const open = await putNow({ kind: 'reaction', author: giver, reaction: { target, slot: 'stance' } });
      const last = await putNow({
        kind: 'reaction',
        author: giver,
        seenBy: reader,
        reaction: { target, slot: 'nod 4' },
      });
      const [secret] = secrets;
      if (!secret) throw new Error('nothing was put');
      expect(await storage.record(group, secret.id)).toEqual(secret);

      /** All pages, and where they end. */
      const read = async (who: string, limit: number, onlyShared = false) => {
        const found: unknown[] = [];
        let [cursor, more] = [0, true];
        while (more) {
          const request = { group, reader: who, after: cursor, limit, maxBytes: 1e6, onlyShared };
          const one = await storage.page(request);
          if (!one || (one.more && one.cursor <= cursor)) throw new Error('it does not come on');
          expect(Buffer.byteLength(one.rows)).toBe(one.bytes);
          expect(rowsOf(one.rows)).toHaveLength(one.count);
          found.push(...rowsOf(one.rows));
          ({ cursor, more } = one);
        }
        expect(cursor).toBe(last.seq);
        return found;
      };
      const all = [shared, ...secrets, open, last].map(({ id, seq }) => ({ id, seq }));
      const some = [shared, open].map(({ id, seq }) => ({ id, seq }));
      for (const limit of [1, 2, 3, 100]) {
        expect(await read(reader, limit)).toEqual(all);
        expect(await read(giver, limit)).toEqual(all);
        expect(await read(stranger, limit)).toEqual(some);
        expect(await read(reader, limit, true)).toEqual(some);
      }
      // Bytes are counted of what is given only: the others' size tells nothing.
      const narrow = { group, reader: stranger, after: 0, limit: 100, maxBytes: 1 };
      expect(await storage.page(narrow)).toMatchObject({ rows: shared.body, more: true });
      expect((await storage.insiders(group, shared.seq, last.seq)).toSorted()).toEqual([giver, reader].toSorted());
      expect(await storage.insiders(group, secrets[2]?.seq ?? 0, open.seq)).toEqual([]);

      expect(await storage.reactionsTo(group, target)).toEqual([...secrets, open, last].map(({ id }) => id));
      expect(await storage.countReactions(group, target, false)).toBe(1);
      expect(await storage.countReactions(group, target, true)).toBe(4);
      expect(await storage.reactionIn(group, target, 'stance', giver)).toBe(open.id);
      expect(await storage.reactionIn(group, target, 'stance', null)).toBe(open.id);
      expect(await storage.reactionIn(group, target, 'stance', reader)).toBeNull();
      const part = async (who: string) =>
        storage.reactionsPart({
          group,
          reader: who,
          after: shared.seq,
          limit: 2,
          maxBytes: 1e6,
          notes: [target, target],
        });
      expect(await part(reader)).toMatchObject({ count: 2, more: true, cursor: secrets[1]?.seq });
      expect(await part(stranger)).toMatchObject({ rows: open.body, count: 1, more: false });
      expect(await part(freshId())).toBeNull();
      const { reaction: _, ...envelope } = open;
      await putNow({ ...envelope, rev: 2, deleted: true });
      expect(await storage.countReactions(group, target, false)).toBe(0);
      expect(await storage.reactionIn(group, target, 'stance', giver)).toBeNull();
    });

    test('what is removed leaves no tombstone and takes no place, and what is no living reaction stays', async () => {
      const note = await putNow({});
      const reaction = { target: note.id, slot: 'nod' };
      const [one, other] = [await putNow({ kind: 'reaction', reaction, seenBy: reader }), await putNow({})];
      const gone = await putNow({ kind: 'reaction', deleted: true });
      const head = await storage.head(group);
      await storage.transact([group], (tx) => tx.removeReactions(group, [one.id, other.id, gone.id, freshId()]));
      expect([await storage.head(group), await storage.record(group, one.id)]).toEqual([head, null]);
      expect(await storage.reactionsTo(group, note.id)).toEqual([]);
      const page = await storage.page({ group, reader, after: 0, limit: 100, maxBytes: 1e6 });
      expect(rowsOf(page?.rows ?? '')).toMatchObject([note, other, gone].map(({ id }) => ({ id })));
      expect(page).toMatchObject({ cursor: gone.seq, floor: 0 });
    });

    test('a report is there once for each who made it, and goes with its note; what is hidden is found', async () => {
      const [note, other, ann, ben] = [freshId(), freshId(), freshId(), freshId()];
      const report = (of: string, reporter: string, at: number, reason = 'why') =>
        storage.transact([group], (tx) => tx.putReport({ group, note: of, reporter, reason, at }));
      await report(note, ann, 1, 'first');
      await report(note, ann, 4, 'then "this" 𝄞');
      await report(note, ben, 3);
      await report(other, ann, 2);
      expect(await storage.reports(group, 10)).toEqual([
        { group, note, reporter: ann, reason: 'then "this" 𝄞', at: 4 },
        { group, note, reporter: ben, reason: 'why', at: 3 },
        { group, note: other, reporter: ann, reason: 'why', at: 2 },
      ]);
      expect(await storage.reports(group, 1)).toHaveLength(1);
      expect(await storage.reports(freshId(), 10)).toEqual([]);
      expect([await storage.countReports(group, ann), await storage.countReports(group, ben)]).toEqual([2, 1]);
      expect(await storage.transact([group], (tx) => tx.dropReports(group, note))).toBe(2);
      expect(await storage.transact([group], (tx) => tx.dropReports(group, note))).toBe(0);
      expect(await storage.reports(group, 10)).toHaveLength(1);

      const shown = await putNow({});
      const first = await putNow({ kind: 'reaction', reaction: { target: shown.id, slot: 'hidden' }, seenBy: reader });
      await putNow({ kind: 'reaction', reaction: { target: shown.id, slot: 'stance' } });
      const last = await putNow({ kind: 'reaction', reaction: { target: note, slot: 'hidden' }, seenBy: reader });
      expect(await storage.hiddenRecords(group, 10)).toEqual([last.id, first.id]);
      expect(await storage.hiddenRecords(group, 1)).toEqual([last.id]);
    });
  });
}
