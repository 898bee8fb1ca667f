/** Screens read again after changes, however many come at once, and the last one is never missed. */
import 'fake-indexeddb/auto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { watch, type WatchClock } from '../../src/store/live-query.ts';
import { openTestStore } from './open-test-store.ts';

/** A clock that stands until the test moves it. */
function handClock(): WatchClock & { waits: number[]; go: () => void } {
  const due: (() => void)[] = [];
  const waits: number[] = [];
  return {
    now: () => 0,
    later: (run, milliseconds) => {
      due.push(run);
      waits.push(milliseconds);
      return () => due.splice(due.indexOf(run), 1);
    },
    waits,
    go: () => due.splice(0).forEach((run) => run()),
  };
}

async function watchedDrafts(clock: WatchClock) {
  const { db } = await openTestStore();
  const life = new AbortController();
  onTestFinished(() => life.abort());
  const shown: number[] = [];
  const read = vi.fn(() => db.drafts.count());
  watch(read, (count) => shown.push(count), life.signal, { clock });
  const write = (key: string) => db.drafts.put({ key, text: '', at: 0 });
  return { db, life, shown, read, write };
}

test('many changes are one more reading, after a pause, and it shows the last of them', async () => {
  const clock = handClock();
  const { shown, read, write } = await watchedDrafts(clock);
  await expect.poll(() => shown).toEqual([0]);
  for (let at = 0; at < 20; at++) await write(`draft ${at}`);
  await expect.poll(() => clock.waits).toEqual([250]);
  expect(read).toHaveBeenCalledTimes(1);
  clock.go();
  await expect.poll(() => shown).toEqual([0, 20]);
  expect(read).toHaveBeenCalledTimes(2);
  await write('one more');
  await expect.poll(() => clock.waits).toHaveLength(2);
  clock.go();
  await expect.poll(() => shown).toEqual([0, 20, 21]);
});

test('what changes while it is read is shown as it was, and then as it is', async () => {
  const clock = handClock();
  const { db } = await openTestStore();
  const life = new AbortController();
  onTestFinished(() => life.abort());
  const shown: number[] = [];
  let reading = 0;
  let hasChanged = (): void => undefined;
  const changed = new Promise<void>((resolve) => (hasChanged = resolve));
  const read = async (): Promise<number> => {
    const count = await db.drafts.count();
    reading++;
    await changed;
    return count;
  };
  watch(read, (count) => shown.push(count), life.signal, { clock });
  await expect.poll(() => reading).toBe(1);
  await db.drafts.put({ key: 'meanwhile', text: '', at: 0 });
  hasChanged();
  await expect.poll(() => shown).toEqual([0]);
  clock.go();
  await expect.poll(() => shown).toEqual([0, 1]);
});

test('after a long reading the pause is longer than the reading', async () => {
  const clock = handClock();
  let now = 0;
  const { db } = await openTestStore();
  const life = new AbortController();
  onTestFinished(() => life.abort());
  const shown: number[] = [];
  const read = async (): Promise<number> => {
    const count = await db.drafts.count();
    now += 2000;
    return count;
  };
  watch(read, (count) => shown.push(count), life.signal, { clock: { ...clock, now: () => now } });
  await expect.poll(() => shown).toEqual([0]);
  await db.drafts.put({ key: 'draft', text: '', at: 0 });
  await expect.poll(() => clock.waits).toEqual([6000]);
});

test('nothing is read any more when nobody looks', async () => {
  const clock = handClock();
  const { life, shown, read, write } = await watchedDrafts(clock);
  await expect.poll(() => shown).toEqual([0]);
  await write('draft');
  await expect.poll(() => clock.waits).toHaveLength(1);
  life.abort();
  clock.go();
  await write('another');
  expect(read).toHaveBeenCalledTimes(1);
});
