/** `admin backup FILE`: a checked copy of an SQLite database while the endpoint goes on serving. */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { copyDatabase } from '../storage/sqlite/backup.ts';
import { checkStructure } from '../storage/sqlite/integrity.ts';
import { fileHash } from './checksum.ts';
import { UsageError } from './command.ts';
import type { Command } from './command.ts';
import { databaseFile, existingFile } from './open-database.ts';

export const backup: Command = async ([file, ...rest], io) => {
  if (file === undefined || rest.length > 0) throw new UsageError('Name one file to write the backup to.');
  if (existsSync(file)) throw new UsageError(`${file} is there already: name a new file.`);
  if (!existsSync(dirname(file))) throw new UsageError(`There is no folder ${dirname(file)}.`);
  const path = databaseFile(io, `There it is: pg_dump --format=custom --file=${file} "$DATABASE_URL"`);
  const progress = io.progress('Copying pages');
  await copyDatabase(existingFile(path), file, (done, total) => progress.at(done, total));
  progress.end();

  const db = new DatabaseSync(file, { readOnly: true });
  const findings = checkStructure(db);
  const records = Number(db.prepare('SELECT count(*) AS n FROM records').get()?.['n']);
  db.close();
  for (const { what, count, examples } of findings) io.say(`✗ ${count} ${what}: ${examples.join(', ')}`);

  const hash = await fileHash(file);
  writeFileSync(`${file}.sha256`, `${hash}  ${basename(file)}\n`);
  io.say(`${file}: ${records} records, ${statSync(file).size} bytes, checked by opening it`);
  io.say(`${file}.sha256: ${hash}`);
  io.say('Keep the secret too: SECRET, or the file ending in .secret beside the database.');
  return findings.length === 0 ? 0 : 1;
};
