/** Backups of a real store: what is in the file, and what is remembered of a failure. */
import { expect, test } from 'vitest';
import { Backups } from '../../src/background/backups.ts';
import { readBackups, updateBackups } from '../../src/store/backups.ts';
import { applyRows } from '../../src/store/apply-rows.ts';
import { fields, note, openTestStore, row } from '../store/open-test-store.ts';

async function open() {
  const store = await openTestStore();
  const { db, sources, personal: group } = store;
  await note(store, 'mine');
  const theirs = row({ id: 'n'.repeat(22), group, author: 'C'.repeat(22), fields: fields({ text: 'theirs' }) });
  await applyRows(db, { group, after: 0, cursor: 1, epoch: 'e1', rows: [theirs] }, sources);
  const files: { name: string; text: string }[] = [];
  const disk = { isFull: false };
  const reports: unknown[] = [];
  const backups = new Backups({ db, sources, report: (error) => reports.push(error) }, async (name, _, text) => {
    if (disk.isFull) throw new Error('full');
    files.push({ name, text });
  });
  return { ...store, backups, files, disk, reports };
}

test('nothing is written until somebody turns them on; then when one is due, under names that go round', async () => {
  const { db, clock, backups, files } = await open();
  await backups.look();
  expect(files).toEqual([]);
  await updateBackups(db, { isOn: true, of: 'all', everyDays: 1, keep: 2 });
  for (let day = 0; day < 3; day++) {
    await backups.look();
    await backups.look();
    clock.now += 24 * 3_600_000;
  }
  expect(files).toHaveLength(3);
  expect(files[2]?.name).toBe(files[0]?.name);
  expect(files[1]?.name).not.toBe(files[0]?.name);
  const collection = JSON.parse(files[0]?.text ?? '{}') as { type: string; total: number };
  expect(collection).toMatchObject({ type: 'AnnotationCollection', total: 2 });
});

test('only my own notes, where that was chosen', async () => {
  const { db, backups, files } = await open();
  await updateBackups(db, { of: 'mine' });
  expect(await backups.make()).toBe(true);
  expect(files[0]?.text).toContain('mine');
  expect(files[0]?.text).not.toContain('theirs');
});

test('a failure is remembered and tried again later, and forgotten when one was made', async () => {
  const { db, clock, backups, disk, files, reports } = await open();
  await updateBackups(db, { isOn: true });
  disk.isFull = true;
  await backups.look();
  expect(reports).toHaveLength(1);
  expect((await readBackups(db)).failed).not.toBeNull();
  disk.isFull = false;
  await backups.look();
  expect(files).toEqual([]);
  clock.now += 2 * 3_600_000;
  await backups.look();
  expect(files).toHaveLength(1);
  expect(await readBackups(db)).toMatchObject({ failed: null, count: 1 });
});

test('a note that a host has hidden is in it without the passage, as in every export', async () => {
  const { db, sources, personal: group, backups, files } = await open();
  const base = fields({ text: '', hidden: true });
  const selectors = [{ type: 'TextQuoteSelector' as const, exact: 'quoted to harm' }];
  const hidden = { ...base, target: { ...base.target, selectors } };
  const theirs = row({ id: 'h'.repeat(22), group, author: 'C'.repeat(22), fields: hidden });
  await applyRows(db, { group, after: 1, cursor: 2, epoch: 'e1', rows: [theirs] }, sources);
  expect(await backups.make()).toBe(true);
  expect(JSON.parse(files[0]?.text ?? '{}')).toMatchObject({ total: 3 });
  expect(files[0]?.text).not.toContain('quoted to harm');
});
