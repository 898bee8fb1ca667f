/**
 * What every implementation of the storage port must hold, run against a real database of each
 * kind (storage-sqlite.test.ts). A test here speaks to the port only.
 */
import { beforeEach, afterEach, describe, expect, test } from 'vitest';
import type { StoredRecord, Storage, Transaction } from '../../src/server/storage/storage.ts';
import { freshId } from './class.ts';

export type StorageUnderTest = {
  open(): Promise<Storage>;
  /** Removes the database; the storage is closed before. */
  remove(): Promise<void>;
};

export function storageContract(name: string, create: () => Promise<StorageUnderTest>): void {
  describe(`storage contract: ${name}`, () => {
    let subject: StorageUnderTest;
    let storage: Storage;
    let group: string;
    const reader = freshId();

    beforeEach(async () => {
      subject = await create();
      storage = await subject.open();
      group = freshId();
      await storage.transact([group], async (tx) => {
        await tx.createGroup(group, null);
        await tx.putMembership({ group, member: reader, record: freshId(), role: 'member', status: 'active' });
      });
    });
    afterEach(async () => {
      await storage.close();
      await subject.remove();
    });

    const put = async (tx: Transaction, change: Partial<StoredRecord> = {}, to = group): Promise<StoredRecord> => {
      const { seq } = await tx.advance(to, Date.now());
      const id = change.id ?? freshId();
      const record: StoredRecord = {
        group: to,
        id,
        kind: 'annotation',
        author: reader,
        rev: 1,
        seq,
        deleted: false,
        body: JSON.stringify({ id, seq }),
        fieldRevs: { text: 1 },
        ...change,
      };
      await tx.putRecord(record);
      return record;
    };
    const putNow = (change?: Partial<StoredRecord>): Promise<StoredRecord> =>
      storage.transact([group], (tx) => put(tx, change));
    const page = (after: number, limit = 1000, maxBytes = 1e6) =>
      storage.page({ group, reader, after, limit, maxBytes });
    const rowsOf = (found: Awaited<ReturnType<typeof page>>): unknown[] => JSON.parse(`[${found?.rows}]`) as unknown[];

    test('a record comes back as it was put, with its text untouched', async () => {
      const body = '{"z":1,  "a":"\\u0000 \\ud800 𝄞 é"}';
      const record = await putNow({ body, fieldRevs: { text: 3, tags: 1 }, deleted: true, rev: 3 });
      expect(await storage.record(group, record.id)).toEqual(record);
      expect(await page(0)).toMatchObject({ rows: body, count: 1 });
      expect(await storage.record(group, freshId())).toBeNull();
      expect(await storage.record(freshId(), record.id)).toBeNull();
    });

    test('a note is found by its id alone, by who is a member at that moment', async () => {
      const record = await putNow();
      const reaction = await putNow({ kind: 'reaction' });
      const gone = await putNow({ deleted: true });
      expect(await storage.noteFor(record.id, reader)).toEqual({ group, body: record.body });
      for (const id of [reaction.id, gone.id, freshId(), group]) expect(await storage.noteFor(id, reader)).toBeNull();
      expect(await storage.noteFor(record.id, freshId())).toBeNull();
      await storage.transact([group], (tx) =>
        tx.putMembership({ group, member: reader, record: freshId(), role: 'member', status: 'removed' }),
      );
      expect(await storage.noteFor(record.id, reader)).toBeNull();
    });

    test('a changed record moves to the end of the history and is there once', async () => {
      const first = await putNow();
      const second = await putNow();
      const changed = await putNow({ id: first.id, rev: 2 });
      expect(await page(0)).toMatchObject({ rows: `${second.body},${changed.body}`, count: 2 });
      expect((await page(2))?.rows).toBe(changed.body);
    });

    test('a tombstone is part of the history', async () => {
      const record = await putNow();
      const gone = await putNow({ id: record.id, rev: 2, deleted: true });
      expect(await storage.record(group, record.id)).toMatchObject({ deleted: true, seq: 2 });
      expect((await page(1))?.rows).toBe(gone.body);
    });

    test('old tombstones are purged, and their group remembers up to where', async () => {
      const [old, young, living] = [await putNow(), await putNow(), await putNow()];
      await putNow({ id: old.id, rev: 2, deleted: true, deletedAt: 1000 });
      await putNow({ id: young.id, rev: 2, deleted: true, deletedAt: 5000 });
      expect(await page(0)).toMatchObject({ cursor: 5, floor: 0 });
      expect(await storage.purge(2000)).toBe(1);
      expect(await storage.record(group, old.id)).toBeNull();
      expect(await storage.record(group, young.id)).toMatchObject({ deleted: true, deletedAt: 5000 });
      expect(await page(0)).toMatchObject({ cursor: 5, floor: 4 });
      expect(rowsOf(await page(0))[0]).toEqual(JSON.parse(living.body));
      expect(await storage.purge(2000)).toBe(0);
      expect(await page(0)).toMatchObject({ floor: 4 });
      // Its id is free, and its place in the history is not given again.
      expect((await putNow({ id: old.id })).seq).toBe(6);
      await putNow({ id: young.id, rev: 3 });
      expect(await storage.purge(9000)).toBe(0);
    });

    test('pages follow each other without a gap, by number and by length', async () => {
      const bodies: string[] = [];
      for (let n = 0; n < 7; n++) bodies.push((await putNow()).body);
      const seen: unknown[] = [];
      for (let after = 0, more = true; more;) {
        const got = await page(after, 3);
        seen.push(...rowsOf(got));
        more = got?.more ?? false;
        after = got?.cursor ?? 0;
      }
      expect(seen).toEqual(bodies.map((body) => JSON.parse(body) as unknown));
      expect(await page(7)).toEqual({ rows: '', bytes: 0, count: 0, cursor: 7, more: false, floor: 0 });
      expect(await page(4, 3)).toMatchObject({ cursor: 7, more: false });
      const length = bodies[0]?.length ?? 0;
      expect(await page(0, 1000, 2 * length + 1)).toMatchObject({ cursor: 2, more: true });
      // One row always fits, or the reader would never get past it.
      expect(await page(0, 1000, 1)).toMatchObject({ cursor: 1, more: true });
    });

    test('a page is cut where its bytes are, however many rows are read at a time', async () => {
      // Three bytes a letter, one character; more rows than a database may take in one go.
      const body = (seq: number): string => JSON.stringify({ seq, text: '語'.repeat(seq % 7) });
      const bodies = Array.from({ length: 150 }, (_, at) => body(at + 1));
      await storage.transact([group], async (tx) => {
        for (const body of bodies) await put(tx, { body });
      });
      for (const maxBytes of [1, 40, 500, 2800, 1e6]) {
        const fits = (rows: readonly string[]): boolean =>
          rows.reduce((sum, row) => sum + Buffer.byteLength(row), 0) <= maxBytes;
        for (let after = 0, more = true; more;) {
          const got = await page(after, 140, maxBytes);
          const wanted = bodies.slice(after, after + 140);
          while (wanted.length > 1 && !fits(wanted)) wanted.pop();
          after += wanted.length;
          more = after < bodies.length;
          const rows = wanted.join(',');
          const bytes = Buffer.byteLength(rows);
          expect(got).toEqual({ rows, bytes, count: wanted.length, cursor: after, more, floor: 0 });
        }
      }
    });

    test('nobody but an active member gets a page', async () => {
      await putNow();
      const member = freshId();
      const as = (status: 'active' | 'left' | 'removed') =>
        storage.transact([group], (tx) =>
          tx.putMembership({ group, member, record: freshId(), role: 'owner', status }),
        );
      const ask = () => storage.page({ group, reader: member, after: 0, limit: 10, maxBytes: 1e6 });
      expect(await ask()).toBeNull();
      await as('active');
      expect(await ask()).toMatchObject({ cursor: 1 });
      for (const status of ['left', 'removed'] as const) {
        await as(status);
        expect(await ask()).toBeNull();
        expect(await storage.members(group)).toEqual([reader]);
        expect(await storage.places(member)).toEqual([]);
        expect(await storage.membership(group, member)).toMatchObject({ status });
      }
    });

    test('what was noted of moderation comes newest first, and cannot be written over', async () => {
      const note = (seq: number, actor: string | null) =>
        storage.transact([group], (tx) =>
          tx.noteModeration({ group, seq, at: 1000 + seq, actor, act: 'member.role', subject: reader, role: 'reader' }),
        );
      await note(1, reader);
      await note(2, null);
      const [first, second] = [
        { group, seq: 1, at: 1001, actor: reader, act: 'member.role', subject: reader, role: 'reader' },
        { group, seq: 2, at: 1002, actor: null, act: 'member.role', subject: reader, role: 'reader' },
      ];
      expect(await storage.moderations(group, 10, 10)).toEqual([second, first]);
      expect(await storage.moderations(group, 10, 1)).toEqual([second]);
      expect(await storage.moderations(group, 2, 10)).toEqual([first]);
      await expect(note(2, reader)).rejects.toThrow();
      expect(await storage.moderations(freshId(), 10, 10)).toEqual([]);
    });

    test('places tell role, head and whether the group is personal', async () => {
      const personal = freshId();
      await storage.transact([personal], async (tx) => {
        await tx.createGroup(personal, reader);
        await tx.putMembership({ group: personal, member: reader, record: freshId(), role: 'owner', status: 'active' });
      });
      await putNow();
      expect(new Set(await storage.places(reader))).toEqual(
        new Set([
          { group, personal: false, role: 'member', head: 1 },
          { group: personal, personal: true, role: 'owner', head: 0 },
        ]),
      );
      expect(await storage.head(group)).toBe(1);
      expect(await storage.head(freshId())).toBe(0);
    });

    test('a group id is taken once, a personal group is owned once', async () => {
      const [one, two] = [freshId(), freshId()];
      await storage.transact([group, one, two], async (tx) => {
        expect(await tx.createGroup(group, null)).toBe(false);
        expect(await tx.createGroup(one, reader)).toBe(true);
        expect(await tx.createGroup(two, reader)).toBe(false);
        expect(await tx.createGroup(two, freshId())).toBe(true);
      });
    });

    test('an id is in use when a record of any group has it', async () => {
      const other = freshId();
      const { id } = await putNow();
      await storage.transact([other], async (tx) => {
        expect(await tx.inUse(id)).toBe(true);
        expect(await tx.inUse(freshId())).toBe(false);
      });
    });

    test('an applied operation is known by group, author and id together', async () => {
      const op = { group, author: reader, opId: freshId(), record: freshId(), rev: 1, at: Date.now() };
      await storage.transact([group], async (tx) => {
        expect(await tx.applied(group, reader, op.opId)).toBeNull();
        await tx.rememberApplied(op);
        expect(await tx.applied(group, reader, op.opId)).toBe(op.record);
        expect(await tx.applied(group, freshId(), op.opId)).toBeNull();
        expect(await tx.applied(freshId(), reader, op.opId)).toBeNull();
      });
      const again = storage.transact([group], (tx) => tx.rememberApplied(op));
      await expect(again).rejects.toThrow();
    });

    test('an invitation is found by its code, until it is renewed', async () => {
      await storage.transact([group], (tx) => tx.setInvitation(group, 'AAAAAAAAAA'));
      expect(await storage.invitedTo('AAAAAAAAAA')).toBe(group);
      expect(await storage.invitation(group)).toBe('AAAAAAAAAA');
      await storage.transact([group], (tx) => tx.setInvitation(group, 'BBBBBBBBBB'));
      expect(await storage.invitedTo('AAAAAAAAAA')).toBeNull();
      expect(await storage.invitedTo('BBBBBBBBBB')).toBe(group);
    });

    test('what a failing transaction did is undone, the counter with it, and the next one works', async () => {
      const failing = storage.transact([group], async (tx) => {
        await put(tx);
        await put(tx);
        await tx.setInvitation(group, 'AAAAAAAAAA');
        throw new Error('half way');
      });
      await expect(failing).rejects.toThrow('half way');
      expect(await storage.head(group)).toBe(0);
      expect((await page(0))?.count).toBe(0);
      expect(await storage.invitation(group)).toBeNull();
      expect((await putNow()).seq).toBe(1);
    });

    test('readers outside a transaction see nothing of it before it is committed', async () => {
      await storage.transact([group], async (tx) => {
        const record = await put(tx);
        expect(await storage.record(group, record.id)).toBeNull();
        expect(await storage.head(group)).toBe(0);
        expect(await tx.record(group, record.id)).toEqual(record);
        expect(await tx.head(group)).toBe(1);
      });
      expect(await storage.head(group)).toBe(1);
    });

    test('the place before the newest notes leaves out what is no living note', async () => {
      const [first, second] = [await putNow(), await putNow()];
      await putNow({ kind: 'membership' });
      await putNow({ deleted: true });
      const third = await putNow();
      expect(await storage.beforeNewest(group, 1)).toBe(second.seq);
      expect(await storage.beforeNewest(group, 2)).toBe(first.seq);
      expect(await storage.beforeNewest(group, 3)).toBe(0);
      const bytes = [first, second, third].reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
      expect(await storage.weight(group, 0, third.seq)).toEqual({ notes: 3, bytes });
      expect(await storage.weight(group, first.seq, second.seq)).toMatchObject({ notes: 1 });
    });

    test('an invitation that is ended opens nothing', async () => {
      await storage.transact([group], (tx) => tx.setInvitation(group, 'ABCDEFGHJK'));
      await storage.transact([group], (tx) => tx.endInvitation(group));
      expect([await storage.invitation(group), await storage.invitedTo('ABCDEFGHJK')]).toEqual([null, null]);
    });

    test('concurrent writers get every place once, and no cursor passes one that is still open', async () => {
      const writers = 8;
      const rounds = 25;
      const seen: number[] = [];
      let done = false;
      const follow = async (): Promise<void> => {
        for (let cursor = 0; ;) {
          // Asked before the page is: what the last writer committed is then in it.
          const last = done;
          const got = await page(cursor, 5);
          for (const [, seq] of (got?.rows ?? '').matchAll(/"seq":(\d+)/g)) seen.push(Number(seq));
          cursor = got?.cursor ?? cursor;
          if (last && !got?.more) return;
          await pause();
        }
      };
      const write = async (): Promise<void> => {
        for (let round = 0; round < rounds; round++) {
          await storage.transact([group], async (tx) => {
            await put(tx);
            await pause();
            if (round % 5 === 4) await put(tx);
          });
        }
      };
      const following = follow();
      await Promise.all(Array.from({ length: writers }, write));
      done = true;
      await following;
      const all = writers * (rounds + rounds / 5);
      expect(await storage.head(group)).toBe(all);
      expect(seen).toEqual(Array.from({ length: all }, (_, n) => n + 1));
    });

    test('instants in a group only go forward, whatever the clock does', async () => {
      const given: number[] = [];
      await storage.transact([group], async (tx) => {
        for (const now of [1000, 1000, 500, 2000, 1]) given.push((await tx.advance(group, now)).at);
      });
      expect(given).toEqual([1000, 1001, 1002, 2000, 2001]);
    });

    test('a group that was not asked for cannot be written to', async () => {
      await expect(storage.transact([], (tx) => put(tx))).rejects.toThrow('does not hold');
      await expect(storage.transact(['nowhere'], (tx) => put(tx, {}, 'nowhere'))).rejects.toThrow();
    });

    test('everything is there after closing and opening again, under the same epoch', async () => {
      const record = await putNow();
      await storage.transact([group], (tx) => tx.setInvitation(group, 'AAAAAAAAAA'));
      const epoch = await storage.epoch();
      await storage.close();
      storage = await subject.open();
      expect(await storage.epoch()).toBe(epoch);
      expect(await storage.record(group, record.id)).toEqual(record);
      expect(await storage.invitedTo('AAAAAAAAAA')).toBe(group);
      expect((await putNow()).seq).toBe(2);
    });

    test('another database has another epoch', async () => {
      const other = await create();
      const opened = await other.open();
      expect(await opened.epoch()).not.toBe(await storage.epoch());
      await opened.close();
      await other.remove();
    });
  });
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * 2));
