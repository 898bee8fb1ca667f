/** What tables are is read once, and comes out as Dexie itself would have it. */
import 'fake-indexeddb/auto';
import { Dexie, type DbSchema, type ExtendableVersion } from 'dexie';
import { expect, test } from 'vitest';
import { parseOnce } from '../../src/store/parse-once.ts';

function declare(db: Dexie): string[] {
  const read: string[] = [];
  const parse: (this: ExtendableVersion, words: string) => ReturnType<ExtendableVersion['_parseIndexSyntax']> =
    db.Version.prototype._parseIndexSyntax;
  db.Version.prototype._parseIndexSyntax = function (words: string) {
    read.push(words);
    return parse.call(this, words);
  };
  db.version(1).stores({ notes: 'id, *keys', drafts: 'key' });
  db.version(2).stores({ drafts: '++n, [key+at]' });
  db.version(3).stores({ drafts: null, shelves: '++n, &name' });
  return read;
}

async function tablesOf(db: Dexie): Promise<DbSchema> {
  await db.open();
  const tables = Object.fromEntries(db.tables.map(({ name, schema }) => [name, schema]));
  db.close();
  return tables;
}

test('every version has its own tables, and none is read twice', async () => {
  const [ours, theirs] = [new Dexie('parsed-once'), new Dexie('parsed-often')];
  parseOnce(ours);
  expect(declare(ours).toSorted()).toEqual(['++n, &name', '++n, [key+at]', 'id, *keys', 'key']);
  expect(declare(theirs).length).toBeGreaterThan(4);
  expect(await tablesOf(ours)).toEqual(await tablesOf(theirs));
});
