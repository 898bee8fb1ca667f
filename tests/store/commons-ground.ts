/** A group with notes by several people on several pages, as this device would have fetched them. */
import type { AnnotationFields } from '../../src/core/record.ts';
import { newId } from '../../src/core/id.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { createGroup } from '../../src/store/write-group.ts';
import { fields, openTestStore, row, type TestStore } from './open-test-store.ts';

export const ADA = 'A'.repeat(22);
export const BEN = 'B'.repeat(22);
export const NOW = Date.UTC(2027, 5, 1, 12);
export const HOUR = 60 * 60_000;
export const DAY = 24 * HOUR;

export type Written = {
  by?: string;
  /** As `example.org/a`. */
  on: string;
  /** Milliseconds before NOW. */
  ago: number;
  text?: string;
  kind?: AnnotationFields['kind'];
  parent?: string | null;
};

export type Ground = TestStore & {
  group: string;
  /** Notes come from the endpoint, and answer with their ids. Twenty at once lie on shelves. */
  come: (notes: readonly Written[]) => Promise<string[]>;
};

export async function openGround(): Promise<Ground> {
  const store = await openTestStore();
  const { db, sources } = store;
  store.clock.now = NOW - 100 * DAY;
  const group = await createGroup(db, 'Tides', sources);
  await db.groups.update(group, { state: 'joined' });
  let cursor = 0;
  const come: Ground['come'] = async (notes) => {
    const after = cursor;
    const rows = notes.map(({ by = ADA, on, ago, text = 'words', kind = 'comment', parent = null }) => {
      const created = new Date(NOW - ago).toISOString();
      const target = { ...fields().target, source: `https://${on}`, keys: [`//${on}`], title: on };
      return row({
        id: newId(NOW - ago, sources.randomBytes),
        group,
        author: by,
        seq: ++cursor,
        created,
        updated: created,
        fields: fields({ text, kind, parent, target }),
      });
    });
    const applied = await applyRows(db, { group, after, cursor, epoch: 'e1', rows }, sources);
    if (applied.status !== 'stored') throw new Error(applied.status);
    return rows.map(({ id }) => id);
  };
  return { ...store, group, come };
}
