import { expect, test } from 'vitest';
import { backupName, isBackupDue, NO_BACKUPS } from '../../src/core/backup.ts';

const NOW = Date.UTC(2027, 0, 10);
const ago = (hours: number): string => new Date(NOW - hours * 3_600_000).toISOString();
const on = { ...NO_BACKUPS, isOn: true };

test.each([
  ['never where they are off', { ...NO_BACKUPS, last: ago(1000) }, false],
  ['at once where there is none', on, true],
  ['a day after the last', { ...on, last: ago(24) }, true],
  ['not before', { ...on, last: ago(23) }, false],
  ['weekly ones not after a day', { ...on, everyDays: 7 as const, last: ago(30) }, false],
  ['not at once after a failure', { ...on, failed: ago(0.5) }, false],
  ['an hour after a failure', { ...on, failed: ago(1), last: ago(25) }, true],
  ['where the clock was set back', { ...on, last: ago(-5000) }, true],
])('a backup is due: %s', (_, state, isDue) => expect(isBackupDue(state, NOW)).toBe(isDue));

test('names go round, so that no more files than wanted are kept', () => {
  const names = [0, 1, 2, 3].map((count) => backupName({ ...on, keep: 3, count }));
  expect(new Set(names).size).toBe(3);
  expect(names[3]).toBe(names[0]);
});
