/** `admin restore FILE`: puts a backup in the place of an SQLite database. The endpoint must be stopped. */
import { existsSync } from 'node:fs';
import { restoreDatabase } from '../storage/sqlite/restore.ts';
import { verifyBeside } from './checksum.ts';
import { UsageError } from './command.ts';
import type { Command } from './command.ts';
import { databaseFile } from './open-database.ts';

export const restore: Command = async ([file, ...rest], io) => {
  if (file === undefined || rest.length > 0) throw new UsageError('Name the one backup to restore.');
  const path = databaseFile(io, withPostgres(file));
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  const isVerified = await verifyBeside(file);
  const kept = restoreDatabase(file, path);
  io.say(`${path} is ${file} now${isVerified ? ', which is as its checksum says' : ' (no checksum lay beside it)'}.`);
  if (kept !== null) io.say(`The database that was there is kept as ${kept}.`);
  io.say('It has a new epoch: devices offer again what they have and it does not, once they connect.');
  return 0;
};

function withPostgres(file: string): string {
  return `Stop every endpoint process, then, both lines:

  pg_restore --clean --if-exists --no-owner --dbname "$DATABASE_URL" ${file}
  npm run admin -- epoch

Without the second, devices do not bring back what was written since the backup.`;
}
