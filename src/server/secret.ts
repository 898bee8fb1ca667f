/** The secret of an endpoint nobody configured one for: made once, kept beside its database. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export function secretBeside(databasePath: string): string {
  const path = `${databasePath}.secret`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    // `wx` fails where there is one already: two starting processes agree on the first.
    writeFileSync(path, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(path, 'utf8');
}
