/** The glance at a passage that is pointed at: where it stands, when it comes and when it goes. */
import { userEvent } from 'vitest/browser';
import { afterEach, expect, test } from 'vitest';
import { rest } from './fixture.ts';
import { NOTES, point, pointAtPassage, type Pointing } from './pointing.ts';

let on: Pointing;
afterEach(() => on.bench.end());

/** As the tests speak of it. */
const frame = () => on.frame();
const isShown = () => on.isShown();
const pointed = async (notes?: number) => (on = await pointAtPassage(notes));

test('it comes with its words, below the line, and goes when the pointer has left', async () => {
  const { asked, say, shown } = await pointed();
  expect(asked).toEqual([{ type: 'look', notes: [NOTES[0]], count: 1 }]);
  expect(isShown()).toBe(false);
  say({ type: 'drawn', notes: shown, height: 80 });
  await expect.poll(isShown).toBe(true);
  const box = frame()!.getBoundingClientRect();
  expect(box.height).toBe(80);
  expect(box.top).toBeGreaterThan(document.getElementById('one')!.getBoundingClientRect().top + 8);
  await point('two');
  await expect.poll(isShown).toBe(false);
});

test('it asks for a few notes and tells how many there are', async () => {
  const { asked } = await pointed(4);
  expect(asked[0]).toMatchObject({ count: 4 });
  expect(asked[0]?.notes).toHaveLength(3);
});

test('what was drawn for another passage, or has no words, is not shown', async () => {
  const { say, shown } = await pointed();
  say({ type: 'drawn', notes: [NOTES[3]!], height: 80 });
  say({ type: 'drawn', notes: shown, height: 0 });
  await rest(400);
  expect(isShown()).toBe(false);
});

test('Escape takes it away, and pressing outside', async () => {
  const { say, shown } = await pointed();
  for (const act of [() => userEvent.keyboard('{Escape}'), () => userEvent.click(document.getElementById('two')!)]) {
    await point('two');
    await point();
    say({ type: 'drawn', notes: shown, height: 80 });
    await expect.poll(isShown).toBe(true);
    await act();
    await expect.poll(isShown).toBe(false);
  }
});

test('at the foot of the window it stands above the line, and always within the window', async () => {
  const { say, shown } = await pointed();
  document.getElementById('one')!.style.cssText = `position:fixed; top:${innerHeight - 40}px; left:0; margin:0`;
  await point('two');
  await point();
  say({ type: 'drawn', notes: shown, height: 120 });
  await expect.poll(isShown).toBe(true);
  const { bottom, left, right } = frame()!.getBoundingClientRect();
  expect(bottom).toBeLessThan(innerHeight - 32);
  expect(left).toBeGreaterThanOrEqual(0);
  expect(right).toBeLessThanOrEqual(innerWidth);
});

test('walking to a passage by keyboard shows it too', async () => {
  const { asked, say } = await pointed();
  await point('two');
  on.bench.host.root.querySelector<HTMLButtonElement>('.walk button')!.focus();
  expect(asked.at(-1)).toEqual({ type: 'look', notes: [NOTES[0]], count: 1 });
  say({ type: 'drawn', notes: [NOTES[0]!], height: 80 });
  await expect.poll(isShown).toBe(true);
});

test('a note chosen in it opens in the margin, and while the margin is open there is no glance', async () => {
  const { asked, say, shown } = await pointed();
  say({ type: 'open', note: shown[0]! });
  await expect.poll(() => on.bench.host.root.querySelector('iframe.margin:not([hidden])')).not.toBeNull();
  const before = asked.length;
  await point('two');
  await point();
  await rest(100);
  expect(asked).toHaveLength(before);
  expect(isShown()).toBe(false);
});
