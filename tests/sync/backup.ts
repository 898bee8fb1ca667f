/** An endpoint's database that comes back from a backup, for the tests of what devices do then. */
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Restores the files of a backup and renews the epoch, as an operator's restore does. */
export function restore(backup: string, folder: string): void {
  for (const file of readdirSync(folder)) rmSync(join(folder, file));
  cpSync(backup, folder, { recursive: true });
  const db = new DatabaseSync(join(folder, 'test.db'));
  db.prepare("UPDATE meta SET value = ? WHERE key = 'epoch'").run(`restored-${Date.now()}`);
  db.close();
}
