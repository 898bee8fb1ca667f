/** Versions that are declared together are those that Dexie itself would make of them one by one. */
import 'fake-indexeddb/auto';
import { Dexie, type DbSchema, type ExtendableVersion } from 'dexie';
import { expect, test } from 'vitest';
import { declareTogether } from '../../src/store/declare-together.ts';

/** Answers what is read and which tables are made from now on. */
function watched(db: Dexie): { read: string[]; made: string[] } {
  const [read, made]: [string[], string[]] = [[], []];
  const parse: (this: ExtendableVersion, words: string) => ReturnType<ExtendableVersion['_parseIndexSyntax']> =
    db.Version.prototype._parseIndexSyntax;
  db.Version.prototype._parseIndexSyntax = function (words: string) {
    read.push(words);
    return parse.call(this, words);
  };
  const { Table } = db as unknown as { Table: new (name: string) => object };
  Object.assign(db, {
    Table: new Proxy(Table, {
      construct(target, given: [string], own) {
        made.push(given[0]);
        return Reflect.construct(target, given, own) as object;
      },
    }),
  });
  return { read, made };
}

function declareAll(db: Dexie): void {
  db.version(1).stores({ notes: 'id, *keys', drafts: 'key' });
  db.version(2).upgrade((tx) => tx.table('notes').toCollection().modify({ renewed: 2 }));
  db.version(3).stores({ drafts: 'key, [key+at]' }).stores({ marks: 'id' });
  db.version(4)
    .stores({ drafts: null, shelves: '++n, &name' })
    .upgrade((tx) => tx.table('shelves').add({ name: 'first' }));
}

async function schemaOf(db: Dexie): Promise<DbSchema> {
  await db.open();
  const tables = Object.fromEntries(db.tables.map(({ name, schema }) => [name, schema]));
  db.close();
  return tables;
}

test('what tables are is read once, and each is made once', async () => {
  const [ours, theirs] = [new Dexie('together'), new Dexie('one-by-one')];
  const [less, more] = [watched(ours), watched(theirs)];
  declareTogether(ours, () => declareAll(ours));
  declareAll(theirs);
  expect(less.read.toSorted()).toEqual(['++n, &name', 'id', 'id, *keys', 'key', 'key, [key+at]']);
  expect(new Set(less.made)).toEqual(new Set(['notes', 'marks', 'shelves']));
  expect(more.read.length).toBeGreaterThan(less.read.length);
  expect(more.made.length).toBeGreaterThan(less.made.length);
  expect(await schemaOf(ours)).toEqual(await schemaOf(theirs));
  expect(ours.verno).toBe(4);
});

test('an older database is brought up to date step by step', async () => {
  const before = new Dexie('older');
  before.version(1).stores({ notes: 'id, *keys', drafts: 'key' });
  await before.table('notes').add({ id: 'a', keys: ['k'] });
  await before.table('drafts').add({ key: 'x' });
  before.close();
  const db = new Dexie('older');
  declareTogether(db, () => declareAll(db));
  expect(await db.table('notes').where('keys').equals('k').toArray()).toEqual([{ id: 'a', keys: ['k'], renewed: 2 }]);
  expect(await db.table('shelves').toArray()).toEqual([{ n: 1, name: 'first' }]);
  expect([...db.backendDB().objectStoreNames]).toEqual(['marks', 'notes', 'shelves']);
  db.close();
});

test('a version that is declared later knows the tables of those before it', async () => {
  const [ours, theirs] = [new Dexie('together-and-later'), new Dexie('one-by-one-and-later')];
  declareTogether(ours, () => declareAll(ours));
  declareAll(theirs);
  for (const db of [ours, theirs]) db.version(5).stores({ more: 'id', marks: null });
  expect(Object.keys(await schemaOf(ours))).toEqual(['notes', 'shelves', 'more']);
  expect(await schemaOf(ours)).toEqual(await schemaOf(theirs));
});
