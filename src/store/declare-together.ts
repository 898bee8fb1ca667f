/**
 * Dexie reads the tables of all versions anew whenever a version is declared, and makes three objects for each of them, which was the
 * most of what a page of ours ran before it could ask for its notes. Here all versions are declared before it does that once.
 */
import type { Dexie, DbSchema, Version } from 'dexie';

type Stores = Parameters<Version['stores']>[0];

/** It keeps there what it was given. */
type Configured = Version & { _cfg: { storesSource: Stores | null } };

/** @param declare calls `db.version(n)` for the versions there are. Add-ons that change how tables are read come before. */
export function declareTogether({ Version: { prototype } }: Dexie, declare: () => void): void {
  /* oxlint-disable eslint/no-underscore-dangle -- so Dexie calls it */
  const { stores, _parseStoresSpec: parse } = prototype;
  const declared: Version[] = [];
  prototype.stores = function (this: Configured, tables: Stores) {
    this._cfg.storesSource = { ...this._cfg.storesSource, ...tables };
    declared.push(this);
    return this;
  };
  declare();
  prototype.stores = stores;
  const known = new Map<string, DbSchema>();
  prototype._parseStoresSpec = function (tables: Stores, schema: DbSchema) {
    for (const [name, words] of Object.entries(tables)) {
      const key = `${name}: ${words}`;
      const read = known.get(key) ?? {};
      if (!known.has(key)) parse.call(this, { [name]: words }, read);
      known.set(key, read);
      Object.assign(schema, read);
    }
  };
  if (declared[0]) stores.call(declared[0], {});
}
