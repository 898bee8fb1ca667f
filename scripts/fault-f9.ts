/**
 * `npm run fault:f9 -- sqlite|postgres [COMMITS]`: the long form of fault F9 (writers-and-cursors.ts),
 * 100,000 commits unless told otherwise, on a database that is thrown away.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgres } from '../src/server/storage/postgres/open.ts';
import { openSqlite } from '../src/server/storage/sqlite/open.ts';
import type { Storage } from '../src/server/storage/storage.ts';
import { startPostgres } from './postgres.ts';
import { writersAndCursors } from './writers-and-cursors.ts';

const [kind, commits = '100000'] = process.argv.slice(2);
if (kind !== 'sqlite' && kind !== 'postgres') {
  console.error('Name the database: sqlite or postgres');
  process.exit(2);
}
const { storages, remove } = kind === 'sqlite' ? openFile() : await openServer();
const begun = performance.now();
const outcome = await writersAndCursors({
  storages,
  commits: Number(commits),
  writers: 16,
  readers: 4,
  groups: 8,
  pause: 1,
});
const seconds = (performance.now() - begun) / 1000;
for (const storage of storages) await storage.close();
await remove();
console.log(`${kind}: ${JSON.stringify(outcome)}, ${(Number(commits) / seconds).toFixed(0)} commits/s`);
process.exitCode = outcome.missed + outcome.twice + outcome.misplaced === 0 ? 0 : 1;

type Opened = { storages: Storage[]; remove: () => Promise<void> };

function openFile(): Opened {
  const folder = mkdtempSync(join(tmpdir(), 'commonplace-f9-'));
  return {
    storages: [openSqlite(join(folder, 'f9.db')).storage],
    remove: async () => rmSync(folder, { recursive: true }),
  };
}

/** Two pools, as two endpoint processes have them. */
async function openServer(): Promise<Opened> {
  const server = await startPostgres();
  const options = { url: server.urlOf('postgres'), connections: 20 };
  const opened = await Promise.all([openPostgres(options), openPostgres(options)]);
  return { storages: opened.map((one) => one.storage), remove: () => server.remove() };
}
