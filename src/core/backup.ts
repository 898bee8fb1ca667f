/** Backups that are made by themselves: how often, of what, and under which names. Pure. */
import * as v from 'valibot';

/** More files than this nobody looks through. */
export const MOST_BACKUPS = 30;

export const backupChoice = v.object({
  isOn: v.boolean(),
  of: v.picklist(['all', 'mine']),
  everyDays: v.picklist([1, 7]),
  /** How many files there are before the oldest is replaced. */
  keep: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MOST_BACKUPS)),
});
export type BackupChoice = v.InferOutput<typeof backupChoice>;

/** `count`: how many were made; `last` and `failed`: when one was, and when one could not be, since the last that was. */
export type BackupState = BackupChoice & { count: number; last: string | null; failed: string | null };

export const NO_BACKUPS: BackupState = {
  isOn: false,
  of: 'all',
  everyDays: 1,
  keep: 5,
  count: 0,
  last: null,
  failed: null,
};

const DAY = 24 * 60 * 60_000;
/** After a failure it is tried again sooner. */
const AGAIN = 60 * 60_000;

/** @param now in milliseconds since 1970 */
export function isBackupDue({ isOn, everyDays, last, failed }: BackupState, now: number): boolean {
  if (!isOn) return false;
  if (failed !== null && now - Date.parse(failed) < AGAIN) return false;
  // A clock that was set back is no reason to wait for years.
  return last === null || now - Date.parse(last) >= everyDays * DAY || Date.parse(last) > now;
}

/** Names go round, so that as many files are kept as are wanted without any being deleted. */
export function backupName({ count, keep }: BackupState): string {
  return `Commonplace/commonplace-backup-${(count % keep) + 1}.jsonld`;
}
