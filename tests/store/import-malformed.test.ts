/** A thousand malformed files all the way into the store: what was read of each is there whole, each record once, and nothing besides. */
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { eachRecordFor } from '../../src/core/import/for-group.ts';
import { readGiven } from '../../src/core/import/importers.ts';
import { annotationFields } from '../../src/core/record.ts';
import { MOST_IMPORTED } from '../../src/protocol/from-pages.ts';
import { importNotes } from '../../src/store/import-notes.ts';
import { notesOn } from '../../src/store/packed-notes.ts';
import { unpackedOps } from '../../src/store/packed-ops.ts';
import { livingFields } from '../../src/store/project.ts';
import { readNotes } from '../../src/store/read-notes.ts';
import { malformedFile } from '../core/import/malformed-files.ts';
import { openTestStore } from './open-test-store.ts';

const MANY = 1000;
/** So small that of most files the notes come many at once. */
const SHELF = 3;

test(`${MANY} malformed files: each record is in the store whole, or named as not taken`, async () => {
  const { db, sources, personal: group, me } = await openTestStore(SHELF);
  let [read, taken, rejected, inParcels] = [0, 0, 0, 0];
  for (let seed = 1; seed <= MANY; seed++) {
    const found = readGiven(malformedFile(seed));
    if (!found) continue;
    read++;
    rejected += found.rejected.length;
    expect(found.rejected.every(({ at, why }) => Object.values(at).length === 1 && why.length > 0)).toBe(true);
    const records = [...eachRecordFor(group, found.notes)];
    for (let from = 0; from < records.length; from += MOST_IMPORTED) {
      const part = records.slice(from, from + MOST_IMPORTED);
      const answer = await importNotes(db, { group, records: part }, sources);
      expect(answer).toMatchObject({ ok: true, taken: part.map(({ id }) => id) });
    }
    taken += records.length;
    const shelved = (await db.shelves.toArray()).flatMap(notesOn);
    const here = [...(await db.annotations.toArray()), ...shelved];
    expect(here.map(({ id }) => id).toSorted()).toEqual(records.map(({ id }) => id).toSorted());
    for (const one of here) {
      expect(one).toMatchObject({ group, author: me, base: null });
      v.parse(annotationFields, livingFields(one));
    }
    const entries = (await db.outbox.toArray()).filter(({ op }) => op.kind === 'annotation');
    const parcelled = (await db.parcels.toArray()).flatMap(({ ops }) => unpackedOps(ops));
    const waiting = [...entries, ...parcelled].map(({ id }) => id);
    expect(waiting.toSorted()).toEqual(here.map(({ id }) => id).toSorted());
    inParcels += parcelled.length;
    expect(
      await readNotes(
        db,
        records.map(({ id }) => id),
      ),
    ).toHaveLength(records.length);
    await db.write(async () => {
      for (const table of [db.annotations, db.shelves, db.parcels]) await table.clear();
      await db.outbox.bulkDelete(entries.flatMap(({ n }) => n ?? []));
    });
  }
  console.log(
    `${read} of ${MANY} were files of a kind: ${taken} notes in the store, ${rejected} records named as not taken`,
  );
  expect(read).toBeGreaterThan(MANY / 2);
  expect(taken).toBeGreaterThan(MANY);
  expect(inParcels).toBeGreaterThan(taken / 2);
  expect(inParcels).toBeLessThan(taken);
  expect(rejected).toBeGreaterThan(MANY / 4);
}, 120_000);
