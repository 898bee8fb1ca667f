/** `admin copy FROM TO`: moves a stopped SQLite endpoint to PostgreSQL. Cut off, it goes on when run again. */
import { existsSync } from 'node:fs';
import { compare, copyRows } from '../storage/copy/copy.ts';
import { openSource } from '../storage/copy/source.ts';
import type { Source } from '../storage/copy/source.ts';
import { TargetError, openTarget } from '../storage/copy/target.ts';
import { StorageError } from '../storage/storage.ts';
import { UsageError } from './command.ts';
import type { Command, Io } from './command.ts';
import { databaseOf } from './open-database.ts';

export const copy: Command = async (args, io) => {
  const [from, to] = args.map(databaseOf);
  if (args.length !== 2 || from?.kind !== 'sqlite' || to?.kind !== 'postgres') {
    throw new UsageError('copy goes from an SQLite file to PostgreSQL: copy file:PATH postgres://…');
  }
  if (!existsSync(from.path)) throw new UsageError(`There is no database at ${from.path}.`);
  const source = open(from.path);
  try {
    return await copyInto(to.url, source, io);
  } catch (error) {
    throw error instanceof TargetError ? new UsageError(error.message) : error;
  } finally {
    source.close();
  }
};

async function copyInto(url: string, source: Source, io: Io): Promise<number> {
  const target = await openTarget(url, source.epoch);
  if (!target) {
    io.say('✓ This database was copied there before, to the end. Nothing is left to do.');
    return 0;
  }
  try {
    const copying = io.progress('Copying');
    await copyRows(source, target, (done, total) => copying.at(done, total));
    copying.end();
    const comparing = io.progress('Comparing');
    const compared = await compare(source, target, (done, total) => comparing.at(done, total));
    comparing.end();
    let isSame = true;
    for (const { table, source: there, target: here } of compared) {
      const matches = there.rows === here.rows && there.sha256 === here.sha256;
      isSame &&= matches;
      io.say(`${matches ? '✓' : '✗'} ${table.padEnd(21)} ${String(here.rows).padStart(9)} rows  sha256 ${here.sha256}`);
      if (!matches) io.say(`  but in the file ${String(there.rows).padStart(9)} rows  sha256 ${there.sha256}`);
    }
    if (!isSame) {
      io.say('✗ The copy is not the same. Empty the PostgreSQL database and copy again.');
      return 1;
    }
    await target.finish();
    io.say(
      '✓ Both are the same. Start the endpoint with the new DATABASE_URL and the same SECRET; put the old file away.',
    );
    return 0;
  } finally {
    await target.close();
  }
}

function open(path: string): Source {
  try {
    return openSource(path);
  } catch (error) {
    if (error instanceof StorageError) throw new UsageError(`An endpoint has ${path} open. Stop it first.`);
    throw error;
  }
}
