/**
 * Opens the embedded database: one file, one connection that writes, one that reads. In WAL mode
 * neither waits for the other, so the event loop is never held by a lock of our own.
 */
import { LIMITS } from '../../../protocol/sync.ts';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from '../columns.ts';
import { StorageError } from '../storage.ts';
import type { Storage } from '../storage.ts';
import { copyBeforeMigration } from './backup.ts';
import { migrate } from './migrations.ts';
import { Mutex } from './mutex.ts';
import { purgeTombstones } from './purge.ts';
import { sqliteReading } from './reading.ts';
import { Statements } from './statements.ts';
import { sqliteTransaction } from './transaction.ts';

/** What the account library needs of the same database (kysely-dialect.ts). */
export type SqliteConnections = { writer: DatabaseSync; reader: DatabaseSync; mutex: Mutex };

/** A lock of another process is waited for this long; the wait holds the event loop, so it is short. */
const BUSY_TIMEOUT_MS = 500;
/** When a commit has been written (https://www.sqlite.org/pragma.html#pragma_synchronous): before it is answered, or some time later. */
const ON_DISK = 'PRAGMA synchronous = FULL';
const IN_TIME = 'PRAGMA synchronous = NORMAL';
/**
 * Pages of 4 kB that may wait in the WAL until they are written into the file itself, which is waited for on the disk once more:
 * of 1,000, as by default, a push of a thousand notes fills more by itself (https://www.sqlite.org/wal.html#ckpt).
 */
const WAL_PAGES = 4000;

export function openSqlite(path: string): { storage: Storage; connections: SqliteConnections } {
  mkdirSync(dirname(path), { recursive: true });
  const writer = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  writer.exec(`PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = ${WAL_PAGES}; ${ON_DISK}`);
  migrate(writer, { beforeChange: (version) => copyBeforeMigration(writer, path, version) });
  const epoch = readEpoch(writer);
  const reader = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, readOnly: true });
  const mutex = new Mutex();
  const statements = new Statements(writer);

  const transacting = <T>(work: () => T | Promise<T>, mayBeLost = false): Promise<T> =>
    mutex.run(async () => {
      try {
        // The next commit that is waited for brings this one to the disk as well.
        if (mayBeLost) writer.exec(IN_TIME);
        writer.exec('BEGIN IMMEDIATE');
        const result = await work();
        writer.exec('COMMIT');
        return result;
      } catch (error) {
        // SQLite ends the transaction itself after some errors (a full disk is one).
        if (writer.isTransaction) writer.exec('ROLLBACK');
        throw explain(error);
      } finally {
        if (mayBeLost) writer.exec(ON_DISK);
      }
    });

  const storage: Storage = {
    together: LIMITS.manyOps,
    ...sqliteReading(new Statements(reader)),
    epoch: async () => epoch,
    check: async () => {
      try {
        reader.prepare('SELECT 1 FROM meta').get();
      } catch (error) {
        throw explain(error);
      }
    },
    // SQLite has one writer at a time: whoever writes holds every group.
    transact: (groups, work, options) =>
      transacting(() => work(sqliteTransaction(statements, new Set(groups))), options?.mayBeLost),
    purge: (before) => transacting(() => purgeTombstones(writer, before)),
    close: () =>
      mutex.run(() => {
        reader.close();
        try {
          writer.exec('PRAGMA wal_checkpoint(TRUNCATE)');
        } catch (error) {
          // What has no room in the file, or is locked by a backup, stays in the WAL and is read from there.
          if (!(explain(error) instanceof StorageError)) throw error;
        }
        writer.close();
      }),
  };
  return { storage, connections: { writer, reader, mutex } };
}

function readEpoch(db: DatabaseSync): string {
  db.prepare("INSERT OR IGNORE INTO meta (key, value) VALUES ('epoch', ?)").run(randomUUID());
  return text(db.prepare("SELECT value FROM meta WHERE key = 'epoch'").get() ?? {}, 'value');
}

// Primary result codes, https://www.sqlite.org/rescode.html
const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_FULL = 13;

/** Turns what SQLite says about the machine into a StorageError; everything else stays as it is. */
export function explain(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return error;
  const primary = error.errcode & 0xff;
  if (primary === SQLITE_BUSY || primary === SQLITE_LOCKED) return new StorageError('busy', error);
  if (primary === SQLITE_FULL) return new StorageError('full', error);
  return error;
}
