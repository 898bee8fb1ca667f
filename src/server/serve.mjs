/**
 * `npm run serve`: the endpoint with Node's compile cache. JavaScript, so that what turns TypeScript into it, 18 MB, is not
 * loaded when all is in the cache; the first start fills that in a process of its own, which takes the memory with it.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { enableCompileCache, getCompileCacheDir } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Started by that, and loaded later. */
const MODULES = [
  './start.ts',
  './accounts/better-auth.ts',
  './storage/sqlite/open.ts',
  './storage/sqlite/kysely-dialect.ts',
  './storage/sqlite/asks.ts',
  './storage/sqlite/size.ts',
  './storage/postgres/open.ts',
  './storage/postgres/hints.ts',
  './storage/postgres/kysely-dialect.ts',
  './storage/postgres/asks.ts',
];

// NODE_COMPILE_CACHE names another folder. Where none can be written, all goes on without one.
enableCompileCache(fileURLToPath(new URL('../../.cache/node', import.meta.url)));
if (process.argv[2] === 'compile') {
  for (const module of MODULES) await import(module);
} else {
  const folder = getCompileCacheDir();
  const isEmpty = folder !== undefined && readdirSync(folder).length === 0;
  if (isEmpty) spawnSync(process.execPath, [import.meta.filename, 'compile'], { stdio: 'ignore' });
  const { start } = await import('./start.ts');
  await start();
}
