/** `admin check`: whether an SQLite database fits together. The endpoint may be running. */
import { DatabaseSync } from 'node:sqlite';
import { checkRecords, checkStructure } from '../storage/sqlite/integrity.ts';
import { UsageError } from './command.ts';
import type { Command } from './command.ts';
import { existingFile } from './open-database.ts';

export const check: Command = async (args, io) => {
  if (args.length > 0) throw new UsageError('check takes no arguments.');
  const db = new DatabaseSync(existingFile(io), { readOnly: true, timeout: 5000 });
  try {
    // One state of the database for all questions, whatever is written meanwhile.
    db.exec('BEGIN');
    const progress = io.progress('Reading records');
    const findings = [...checkStructure(db), ...checkRecords(db, (done, total) => progress.at(done, total))];
    progress.end();
    db.exec('COMMIT');
    for (const { what, count, examples } of findings) io.say(`✗ ${count} ${what}: ${examples.join(', ')}`);
    if (findings.length === 0)
      io.say('✓ The file, its references, every counter, membership and record are as they must be.');
    return findings.length === 0 ? 0 : 1;
  } finally {
    db.close();
  }
};
