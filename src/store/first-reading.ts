/**
 * Reads what the first frame of a page shows, before Dexie is even there: to load it, to have it lay out its tables and to read through
 * it took half of all that the popup ran until then. What is read later, whenever something changes, is read through Dexie.
 */
import { plainTable } from './plain-table.ts';
import { READ_TABLES, type Readable } from './readable.ts';

/** The newest version of database.ts. */
export const FIRST_READS = 13;

export type FirstReader = {
  /** Reads that belong together see one state. */
  read<T>(work: (db: Readable) => Promise<T>): Promise<T>;
  close(): void;
};

/** Null where the database is not there yet, is of another release, or cannot be opened: then the store says what is to be done. */
export async function openFirst(name = 'commonplace'): Promise<FirstReader | null> {
  // where the browser has databases turned off, it throws
  const db = await opened(name).catch(() => null);
  if (!db) return null;
  // Whoever brings it up to date need not wait.
  db.onversionchange = () => db.close();
  return {
    read: async (work) => work(readableIn(db.transaction(READ_TABLES, 'readonly'))),
    close: () => db.close(),
  };
}

function opened(name: string): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    const request = indexedDB.open(name);
    // It is not for us to make it.
    request.onupgradeneeded = () => request.transaction?.abort();
    request.onerror = () => resolve(null);
    request.onsuccess = () => {
      const db = request.result;
      // Dexie counts in tenths.
      const isOurs = Math.floor(db.version / 10) === FIRST_READS;
      if (!isOurs) db.close();
      resolve(isOurs ? db : null);
    };
  });
}

function readableIn(tx: IDBTransaction): Readable {
  return {
    annotations: plainTable(tx, 'annotations'),
    cursors: plainTable(tx, 'cursors'),
    groups: plainTable(tx, 'groups'),
    holdings: plainTable(tx, 'holdings'),
    manifests: plainTable(tx, 'manifests'),
    memberships: plainTable(tx, 'memberships'),
    meta: plainTable(tx, 'meta'),
    opened: plainTable(tx, 'opened'),
    outbox: plainTable(tx, 'outbox'),
    reactions: plainTable(tx, 'reactions'),
    receipts: plainTable(tx, 'receipts'),
    refused: plainTable(tx, 'refused'),
    shelves: plainTable(tx, 'shelves'),
    read: (work) => work(),
  };
}
