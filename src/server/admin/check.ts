/** `admin check`: whether a database fits together. The endpoint may be running. */
import { DatabaseSync } from 'node:sqlite';
import type { Finding } from '../storage/integrity.ts';
import { checkPostgres } from '../storage/postgres/integrity.ts';
import { mustBeCurrent, withConnection } from '../storage/postgres/operator.ts';
import { checkImages, checkRecords, checkStructure } from '../storage/sqlite/integrity.ts';
import { UsageError } from './command.ts';
import type { Command } from './command.ts';
import { databaseOf, existingFile } from './open-database.ts';

type Tell = (done: number, total: number) => void;

export const check: Command = async (args, io) => {
  if (args.length > 0) throw new UsageError('check takes no arguments.');
  const config = databaseOf(io.env['DATABASE_URL']);
  const progress = io.progress('Reading records');
  const tell: Tell = (done, total) => progress.at(done, total);
  const findings = config.kind === 'sqlite' ? checkAll(config.path, tell) : await checkServer(config.url, tell);
  progress.end();
  for (const { what, count, examples } of findings) io.say(`✗ ${count} ${what}: ${examples.join(', ')}`);
  if (findings.length === 0)
    io.say('✓ The database, its references, every counter, membership, record and picture are as they must be.');
  return findings.length === 0 ? 0 : 1;
};

function checkAll(path: string, tell: Tell): Finding[] {
  const db = new DatabaseSync(existingFile(path), { readOnly: true, timeout: 5000 });
  try {
    // One state of the database for all questions, whatever is written meanwhile.
    db.exec('BEGIN');
    const findings = [...checkStructure(db), ...checkRecords(db, tell), ...checkImages(db)];
    db.exec('COMMIT');
    return findings;
  } finally {
    db.close();
  }
}

function checkServer(url: string, tell: Tell): Promise<Finding[]> {
  return withConnection(url, async (client) => {
    await mustBeCurrent(client);
    return checkPostgres(client, tell);
  });
}
