/** A table within a transaction of the browser's own, for reading alone (readable.ts). */
import type { ReadTable } from './readable.ts';

/** Of what type its records are is the caller's word, as with Dexie. */
export function plainTable<T, K extends IDBValidKey>(tx: IDBTransaction, name: string): ReadTable<T, K> {
  const store = tx.objectStore(name);
  const get = (key: K): Promise<T | undefined> => done(store.get(key));
  return {
    get,
    bulkGet: (keys) => Promise.all(keys.map(get)),
    toArray: () => done(store.getAll()),
    count: () => done(store.count()),
    where: (path) => {
      const index = store.index(path);
      return {
        equals: (value) => ({
          toArray: () => done(index.getAll(value)),
          count: () => done(index.count(value)),
        }),
        between: (from, to) => ({
          limit: (most) => ({
            sortBy: async (field) => sorted(await done<T[]>(index.getAll(IDBKeyRange.bound(from, to), most)), field),
          }),
        }),
        anyOf: (values) => {
          const toArray = async (): Promise<T[]> => (await walk<T>(index, values)).map(({ record }) => record);
          return {
            toArray,
            distinct: () => ({
              toArray: async () => [
                ...new Map((await walk<T>(index, values)).map((one) => [one.key, one.record])).values(),
              ],
            }),
            sortBy: async (field) => sorted(await toArray(), field),
          };
        },
      };
    },
  };
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the database did not answer'));
  });
}

/** By numbers or texts. */
function sorted<T>(records: readonly T[], field: string): T[] {
  const of = (record: T): unknown => (record instanceof Object ? Reflect.get(record, field) : undefined);
  return records.toSorted((a, b) => indexedDB.cmp(of(a), of(b)));
}

/** `key` is the record's own, as a text. */
type Found<T> = { key: string; record: T };

/** From one of the values on to the next that the index has: most of them it has not. */
async function walk<T>(index: IDBIndex, values: readonly string[]): Promise<Found<T>[]> {
  const wanted = [...new Set(values)].toSorted((a, b) => indexedDB.cmp(a, b));
  const [first, last] = [wanted[0], wanted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const found: Found<T>[] = [];
  let at = 0;
  return new Promise((resolve, reject) => {
    const request = index.openCursor(IDBKeyRange.bound(first, last));
    request.onerror = () => reject(request.error ?? new Error('the database did not answer'));
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) {
        resolve(found);
        return;
      }
      while (indexedDB.cmp(wanted[at], cursor.key) < 0) at++;
      if (wanted[at] === cursor.key) {
        found.push({ key: JSON.stringify(cursor.primaryKey), record: cursor.value });
        cursor.continue();
      } else cursor.continue(wanted[at]);
    };
  });
}
