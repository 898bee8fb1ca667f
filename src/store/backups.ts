/** What this device remembers of its backups. */
import { type BackupChoice, type BackupState, NO_BACKUPS } from '../core/backup.ts';
import type { Store } from './database.ts';

/** Also fit for `liveQuery`. */
export async function readBackups(db: Store): Promise<BackupState> {
  const row = await db.meta.get('backup');
  if (row?.key !== 'backup') return NO_BACKUPS;
  const { key: _, ...state } = row;
  return state;
}

export function updateBackups(db: Store, change: Partial<BackupState> | BackupChoice): Promise<void> {
  return db.write(async () => {
    await db.meta.put({ key: 'backup', ...(await readBackups(db)), ...change });
  });
}
