/** A migration from every released schema is killed at a random moment: old or new schema, the same data, a whole backup. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { STEPS, schemaVersion } from '../../src/server/storage/sqlite/migrations.ts';
import { FROZEN, checksum, makeDatabase } from '../server/schemas/database-of-schema.ts';
import { seeded } from '../../bench/random.ts';
import type { Fault } from './fault.ts';
import { must } from './fault.ts';
import { onGround } from './ground.ts';

const CHILD = join(import.meta.dirname, 'migrate-child.ts');

export const f13: Fault = {
  title: 'a migration that is killed half way leaves old or new, and a backup',
  run: async ({ seed, long }) => {
    const random = seeded(seed);
    const records = long ? 100_000 : 2_000;
    const figures = { kills: 0, old: 0, between: 0, finished: 0, backups: 0 };
    for (const version of FROZEN) {
      await onGround(async ({ folder, path }) => {
        const fixture = join(folder, 'fixture');
        makeDatabase(fixture, version, records);
        const wanted = checksum(fixture);
        copyFileSync(fixture, path);
        const whole = await migrateUntil(path, Infinity);
        for (let n = 0; n < (long ? 25 : 2); n++) {
          copyFileSync(fixture, path);
          const { killed } = await migrateUntil(path, random() * whole.ms * 1.1);
          const found = versionOf(path);
          must([version, ...range(version, STEPS.length + 1)].includes(found), `schema ${found} is none`);
          must(checksum(path) === wanted, `killed at schema ${found} of ${version}: other data than before`);
          if (killed) figures.kills++;
          if (found === version) figures.old++;
          else if (found <= STEPS.length) figures.between++;
          else figures.finished++;
          for (const name of readdirSync(folder).filter((one) => one.endsWith('.backup'))) {
            must(checksum(join(folder, name)) === wanted, `the backup ${name} is not whole`);
            figures.backups++;
          }
          if (found !== version) must(figures.backups > 0, 'the schema was changed before there was a backup');
          // The next start goes on from wherever it was.
          await migrateUntil(path, Infinity);
          must(versionOf(path) === STEPS.length + 1 && checksum(path) === wanted, 'the next start did not finish it');
        }
      });
    }
    must(figures.kills > 0, 'no migration was killed');
    return { acknowledged: records * FROZEN.length, lost: 0, duplicated: 0, leaked: 0, more: figures };
  },
};

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + 1 + at);

function versionOf(path: string): number {
  const db = new DatabaseSync(path);
  try {
    return schemaVersion(db);
  } finally {
    db.close();
  }
}

/** @param ms from the first touch of the database until the kill */
async function migrateUntil(path: string, ms: number): Promise<{ killed: boolean; ms: number }> {
  const child = spawn(process.execPath, [CHILD, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.stdout.resume();
  const begun = performance.now();
  const timer = ms === Infinity ? undefined : setTimeout(() => child.kill('SIGKILL'), ms);
  const [code] = await once(child, 'close');
  clearTimeout(timer);
  must(code === 0 || ms !== Infinity, 'the migration failed by itself');
  return { killed: code !== 0, ms: performance.now() - begun };
}
