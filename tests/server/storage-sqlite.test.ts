/** SQLite behind the storage port: the contract, and what is SQLite's own. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { SCHEMA_VERSION } from '../../src/server/storage/sqlite/migrations.ts';
import { openSqlite } from '../../src/server/storage/sqlite/open.ts';
import { StorageError } from '../../src/server/storage/storage.ts';
import { freshId, temporaryFolder } from './class.ts';
import { storageContract, type StorageUnderTest } from './storage-contract.ts';
import { imagesContract } from './storage-images-contract.ts';
import { reactionsContract } from './storage-reactions-contract.ts';
import { searchContract } from './storage-search-contract.ts';

const create = async (): Promise<StorageUnderTest> => {
  const folder = temporaryFolder();
  return {
    open: async () => openSqlite(join(folder, 'new', 'commonplace.db')).storage,
    remove: async () => rmSync(folder, { recursive: true }),
  };
};
storageContract('SQLite', create);
reactionsContract('SQLite', create);
searchContract('SQLite', create);
imagesContract('SQLite', create);

describe('SQLite', () => {
  const within = async (work: (path: string) => Promise<void>): Promise<void> => {
    const folder = temporaryFolder();
    await work(join(folder, 'commonplace.db'));
    rmSync(folder, { recursive: true });
  };

  test('commits are in WAL and synced to the disk, and foreign keys hold', () =>
    within(async (path) => {
      const { storage, connections } = openSqlite(path);
      const pragma = (name: string) => Object.values(connections.writer.prepare(`PRAGMA ${name}`).get() ?? {})[0];
      expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys')]).toEqual(['wal', 2, 1]);
      await storage.close();
    }));

  test('the reading connection cannot write', () =>
    within(async (path) => {
      const { storage, connections } = openSqlite(path);
      expect(() => connections.reader.exec('DELETE FROM records')).toThrow(/readonly/);
      await storage.close();
    }));

  test('a database of a newer schema is left alone', () =>
    within(async (path) => {
      await openSqlite(path).storage.close();
      const db = new DatabaseSync(path);
      db.prepare("UPDATE meta SET value = ? WHERE key = 'schema_version'").run(String(SCHEMA_VERSION + 1));
      db.close();
      expect(() => openSqlite(path)).toThrow('start a newer endpoint');
    }));

  test('a migration that was cut off is taken up again', () =>
    within(async (path) => {
      const db = new DatabaseSync(path);
      db.exec('CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT');
      db.close();
      const { storage } = openSqlite(path);
      expect(await storage.head(freshId())).toBe(0);
      await storage.close();
    }));

  test('a lock of another process is answered as busy, and writing goes on after it', () =>
    within(async (path) => {
      const { storage } = openSqlite(path);
      const group = freshId();
      const script = `const { DatabaseSync } = require('node:sqlite'); const db = new DatabaseSync(${JSON.stringify(path)});
        db.exec('BEGIN IMMEDIATE'); console.log('locked'); process.stdin.on('data', () => { db.exec('COMMIT'); process.exit() })`;
      const locker = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
      await once(locker.stdout, 'data');
      await expect(storage.transact([group], (tx) => tx.createGroup(group, null))).rejects.toThrow(StorageError);
      locker.stdin.write('x');
      await once(locker, 'exit');
      expect(await storage.transact([group], (tx) => tx.createGroup(group, null))).toBe(true);
      await storage.close();
    }));

  test('a full database is told apart from a fault, and is whole afterwards', () =>
    within(async (path) => {
      const { storage, connections } = openSqlite(path);
      const group = freshId();
      await storage.transact([group], (tx) => tx.createGroup(group, null));
      const pages = Number(Object.values(connections.writer.prepare('PRAGMA page_count').get() ?? {})[0]);
      connections.writer.exec(`PRAGMA max_page_count = ${pages + 2}`);
      const fill = storage.transact([group], async (tx) => {
        for (let n = 0; n < 50; n++) {
          const { seq } = await tx.advance(group, n);
          const body = 'x'.repeat(4000);
          await tx.putRecord({
            group,
            id: freshId(),
            kind: 'annotation',
            author: freshId(),
            rev: 1,
            seq,
            deleted: false,
            body,
            fieldRevs: {},
          });
        }
      });
      await expect(fill).rejects.toMatchObject({ reason: 'full' });
      expect(await storage.head(group)).toBe(0);
      connections.writer.exec(`PRAGMA max_page_count = ${pages + 1000}`);
      expect((await storage.transact([group], (tx) => tx.advance(group, 1))).seq).toBe(1);
      expect(connections.writer.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
      await storage.close();
    }));
});
