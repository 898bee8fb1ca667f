/** What the extension of a reader keeps on their device, read from its database as it is. */
import type { Reader } from './circle.ts';

/** Everything in the extension's database, and who is signed in. */
export async function heldBy(reader: Reader): Promise<{ everything: string; token: string; reactions: unknown[] }> {
  const desk = await reader.desk();
  return desk.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('request failed'));
      });
    const db = await done(indexedDB.open('commonplace'));
    const stores = [...db.objectStoreNames];
    const tx = db.transaction(stores);
    const tables = await Promise.all(stores.map((name) => done(tx.objectStore(name).getAll())));
    db.close();
    const identity = tables[stores.indexOf('meta')]?.find((one) => one.key === 'identity');
    return {
      everything: JSON.stringify(tables),
      token: String(identity.token),
      reactions: tables[stores.indexOf('reactions')] ?? [],
    };
  });
}
