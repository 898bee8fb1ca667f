/** Which tables were written to, from whichever context of the extension: for who keeps something made from them. */
import { Dexie, type ObservabilitySet } from 'dexie';
import type { Store } from './database.ts';

/** Calls back after each change with the names of the tables, until the signal is aborted. */
export function onChangedTables(db: Store, changed: (tables: ReadonlySet<string>) => void, signal: AbortSignal): void {
  const own = `idb://${db.name}/`;
  const heard = (parts: ObservabilitySet): void => {
    const tables = Object.keys(parts).flatMap((part) =>
      part.startsWith(own) ? [part.slice(own.length).split('/')[0] ?? ''] : [],
    );
    if (tables.length > 0) changed(new Set(tables));
  };
  Dexie.on.storagemutated.subscribe(heard);
  signal.addEventListener('abort', () => Dexie.on.storagemutated.unsubscribe(heard));
}
