/** The secret of an endpoint nobody configured one for: made once, kept beside its database. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseConfig } from './config.ts';

export function secretBeside(database: DatabaseConfig): string {
  // Processes over one PostgreSQL share no folder to keep it in (config.ts asks for one).
  if (database.kind !== 'sqlite') throw new Error('a database without a file has no secret beside it');
  const path = `${database.path}.secret`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    // `wx` fails where there is one already: two starting processes agree on the first.
    writeFileSync(path, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(path, 'utf8');
}
