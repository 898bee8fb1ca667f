/**
 * Dexie reads what the tables of all versions are anew whenever a version is declared: with eight of them the same words
 * thirty times, which was half of what the popup ran before it could ask for its notes. Here each is read once.
 */
import type { Dexie, DbSchema, TableSchema } from 'dexie';

/** Call it before the versions are declared. It stands where Dexie's own add-ons change how tables are read. */
export function parseOnce({ Version }: Dexie): void {
  /* oxlint-disable eslint/no-underscore-dangle -- so Dexie calls it */
  const known = new Map<string, TableSchema>();
  const parse = Version.prototype._parseStoresSpec;
  Version.prototype._parseStoresSpec = function (stores: Record<string, string | null>, tables: DbSchema) {
    for (const [name, words] of Object.entries(stores)) {
      const key = `${name}: ${words}`;
      const found = known.get(key);
      if (found) tables[name] = found;
      else {
        const read: DbSchema = {};
        parse.call(this, { [name]: words }, read);
        if (read[name]) known.set(key, read[name]);
        Object.assign(tables, read);
      }
    }
  };
}
