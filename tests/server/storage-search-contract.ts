/** What every implementation of the storage port must hold of the search of tools: places in time that no two notes share, and finding by them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NotePlace, PlacePage, PlaceSearch } from '../../src/server/storage/search.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { freshId } from './class.ts';
import type { StorageUnderTest } from './storage-contract.ts';

const AT = Date.UTC(2026, 0, 1) * 1000;
const ALL: PlaceSearch = { authors: null, isFirst: false, terms: [] };
const UP: PlacePage = { by: 'updated', descending: false, after: null, limit: 1000 };

export function searchContract(name: string, create: () => Promise<StorageUnderTest>): void {
  describe(`search in storage: ${name}`, () => {
    let subject: StorageUnderTest;
    let storage: Storage;
    const [group, other, reader, stranger] = [freshId(), freshId(), freshId(), freshId()];

    beforeEach(async () => {
      subject = await create();
      storage = await subject.open();
      await storage.transact([group, other], async (tx) => {
        await tx.createGroup(group, null);
        await tx.createGroup(other, null);
        await tx.putMembership({ group, member: reader, record: freshId(), role: 'member', status: 'active' });
      });
    });
    afterEach(async () => {
      await storage.close();
      await subject.remove();
    });

    const place = (change: Partial<NotePlace> = {}): NotePlace => ({
      id: freshId(),
      author: reader,
      above: [],
      created: AT,
      updated: AT,
      ...change,
    });
    const put = (places: readonly NotePlace[], to = group): Promise<void> =>
      storage.transact([to], (tx) => tx.putPlaces(to, places));
    const find = (search: Partial<PlaceSearch> = {}, page: Partial<PlacePage> = {}) =>
      storage.findPlaces(group, { ...ALL, ...search }, { ...UP, ...page });

    test('notes of one instant get times of their own, over all groups, as near as there is room', async () => {
      const [here, there] = [Array.from({ length: 30 }, () => place()), Array.from({ length: 30 }, () => place())];
      const later = place({ created: AT + 7, updated: AT + 7 });
      await put([later], other);
      await put(here);
      await put(there, other);
      const all = [...(await find()), ...(await storage.findPlaces(other, ALL, UP))];
      for (const by of ['created', 'updated'] as const) {
        const times = all.map((one) => one[by]).toSorted((a, b) => a - b);
        expect(times).toEqual(Array.from({ length: 61 }, (_, at) => AT + at));
      }
      // What was given stays, also where a note is placed again with the same instants.
      const before = await find();
      await put(here);
      expect(await find()).toEqual(before);
      expect((await storage.placesById(other, [later.id]))[0]).toEqual(later);
    });

    test('two who place notes of one instant at once do not get the same times', async () => {
      const groups = [group, other];
      await Promise.all(
        Array.from({ length: 10 }, (_, at) => put([place(), place(), place()], groups[at % 2] ?? group)),
      );
      const all = [...(await find()), ...(await storage.findPlaces(other, ALL, UP))];
      expect(new Set(all.map(({ updated }) => updated)).size).toBe(30);
      expect(new Set(all.map(({ created }) => created)).size).toBe(30);
    });

    test('a changed note has another time, and was made when it was', async () => {
      const note = place();
      await put([note]);
      await put([{ ...note, updated: AT + 5000 }]);
      expect(await find()).toEqual([{ ...note, updated: AT + 5000 }]);
      await storage.transact([group], (tx) => tx.dropPlaces(group, [note.id]));
      expect(await find()).toEqual([]);
      expect(await storage.countPlaces(group, ALL)).toBe(0);
    });

    test('a place goes with its tombstone, where nobody has asked for it since', async () => {
      const [gone, left] = [place({ created: AT + 1 }), place({ updated: AT + 1000 })];
      await put([gone, left]);
      await storage.transact([group], async (tx) => {
        const { seq } = await tx.advance(group, 1);
        const tombstone = {
          group,
          id: gone.id,
          kind: 'annotation',
          author: reader,
          rev: 2,
          seq,
          fieldRevs: {},
        } as const;
        await tx.putRecord({ ...tombstone, deleted: true, deletedAt: 1000, body: '{}' });
      });
      expect(await storage.purge(2000)).toBe(1);
      expect(await find()).toEqual([left]);
    });

    test('every order, in both ways, from a cursor on and no further than was asked', async () => {
      const notes = Array.from({ length: 9 }, (_, at) =>
        place({ created: AT + ((at * 4) % 9) * 1000, updated: AT + at * 1000, author: at % 2 ? reader : stranger }),
      );
      await put(notes);
      for (const by of ['created', 'updated', 'id', 'author'] as const) {
        const sorted = notes.toSorted((a, b) => (a[by] === b[by] ? (a.id < b.id ? -1 : 1) : a[by] < b[by] ? -1 : 1));
        expect(await find({}, { by })).toEqual(sorted);
        expect(await find({}, { by, descending: true, limit: 4 })).toEqual(sorted.toReversed().slice(0, 4));
        const after = sorted[4]?.[by] ?? '';
        expect(await find({}, { by, after })).toEqual(sorted.filter((one) => one[by] > after));
        expect(await find({}, { by, after, descending: true })).toEqual(
          sorted.filter((one) => one[by] < after).toReversed(),
        );
      }
    });

    test('by author, by terms of which each list has one, and what answers nothing', async () => {
      const [first, second, answer] = [
        place({ created: AT + 1, updated: AT }),
        place({ created: AT + 2, updated: AT + 1000, author: stranger }),
        place({ created: AT + 3, updated: AT + 2000, above: [freshId(), freshId()] }),
      ];
      await put([first, second, answer]);
      await storage.transact([group], (tx) =>
        tx.addTerms(group, [
          { id: first.id, terms: ['da', 'tx'] },
          { id: second.id, terms: ['db', 'tx', 'ty'] },
          { id: answer.id, terms: ['da'] },
        ]),
      );
      const cases: [Partial<PlaceSearch>, NotePlace[]][] = [
        [{}, [first, second, answer]],
        [{ authors: [stranger] }, [second]],
        [{ authors: [stranger, reader] }, [first, second, answer]],
        [{ authors: [] }, []],
        [{ isFirst: true }, [first, second]],
        [{ terms: [['da', 'db']] }, [first, second, answer]],
        [{ terms: [['da', 'db'], ['tx']] }, [first, second]],
        [{ terms: [['da', 'db'], ['tx'], ['ty']] }, [second]],
        [{ terms: [[]] }, []],
        [{ terms: [['da']], authors: [reader], isFirst: true }, [first]],
      ];
      for (const [search, expected] of cases) {
        expect([search, await find(search)]).toEqual([search, expected]);
        expect(await storage.countPlaces(group, { ...ALL, ...search })).toBe(expected.length);
      }
    });

    test('what has any of some terms is named once, and nothing of another group', async () => {
      const [one, both, none] = [freshId(), freshId(), freshId()];
      const entries = [
        { id: one, terms: ['aone'] },
        { id: both, terms: ['aone', 'aother'] },
        { id: none, terms: ['anone'] },
      ];
      await storage.transact([group], (tx) => tx.addTerms(group, entries));
      expect((await storage.named(group, ['aone', 'aother', 'anowhere'])).sort()).toEqual([one, both].sort());
      expect(await storage.named(group, [])).toEqual([]);
      expect(await storage.named(other, ['aone'])).toEqual([]);
    });

    test('words are for active members alone, and of living notes', async () => {
      const ids: string[] = [];
      await storage.transact([group], async (tx) => {
        for (const [kind, deleted] of [
          ['annotation', false],
          ['annotation', true],
          ['group', false],
        ] as const) {
          const { seq } = await tx.advance(group, Date.now());
          const id = freshId();
          ids.push(id);
          const common = { author: reader, rev: 1, fieldRevs: {}, ...(deleted && { deletedAt: 1 }) };
          await tx.putRecord({ ...common, group, id, kind, seq, deleted, body: `{"n":${seq}}` });
        }
      });
      expect([...(await storage.bodies(group, reader, ids))]).toEqual([[ids[0], '{"n":1}']]);
      expect((await storage.bodies(group, stranger, ids)).size).toBe(0);
      expect((await storage.bodies(other, reader, ids)).size).toBe(0);
      await storage.transact([group], (tx) =>
        tx.putMembership({ group, member: reader, record: freshId(), role: 'member', status: 'left' }),
      );
      expect((await storage.bodies(group, reader, ids)).size).toBe(0);
    });
  });
}
