/** The margin in little room, as at 400 % zoom, where it takes the whole window: list, composer, choice of a passage, report. */
import '../setup-i18n.ts';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { pictureOf } from '../anchoring/pixels.ts';
import { standsOut, zoomIn } from '../ui/narrow.ts';
import { button, find, PAGE, press, readingNotes, settle, stage, type Stage } from './stage.tsx';

let on: Stage;
afterEach(async () => {
  on.end();
  await page.viewport(1000, 800);
});

const ENDPOINT = { sync: { state: 'ok', endpoint: 'https://a.example', waiting: 0, refused: 0 } } as const;
const reportable = () => readingNotes().map((note) => ({ ...note, can: { ...note.can, report: true } }));

test.each<[string, () => Promise<unknown>]>([
  ['the list', async () => undefined],
  ['the search', () => press(find(on.root, '.margin-scroll'), '/')],
  ['the composer', () => settle(() => button(on.root, 'Reply').click())],
  ['the choice of a passage', () => on.say({ type: 'pick' })],
  [
    'the report form',
    async () => {
      await settle(() => button(on.root, 'More').click());
      await settle(() => button(on.root, 'Report').click());
    },
  ],
  ['the list of keys', () => press(find(on.root, '.margin-scroll'), '?')],
])('nothing is to be scrolled for sideways in %s', async (_name, open) => {
  await zoomIn();
  on = await stage(reportable(), ENDPOINT);
  await open();
  expect(standsOut(on.root)).toEqual([]);
});

test('a title that is too long loses its end, also where the screen runs the other way, and begins where lines do', async () => {
  document.documentElement.dir = 'rtl';
  await page.viewport(320, 800);
  on = await stage([], ENDPOINT, {
    page: { ...PAGE, title: 'Appointments with the sea, and with the moon, and with the clock' },
  });
  const title = find(on.root, 'h1');
  expect(title.scrollHeight).toBeGreaterThan(title.clientHeight);
  // the browser puts the sign of what is left out at the end of lines in this direction
  expect(getComputedStyle(title).direction).toBe('ltr');
  const { right } = title.getBoundingClientRect();
  const line = document.createRange();
  line.selectNodeContents(title);
  expect(Math.abs(line.getClientRects()[0]!.right - right)).toBeLessThan(2);
  document.documentElement.dir = 'ltr';
});

test('at 400 % zoom the notes have more than half of a window that is hardly high', async () => {
  await zoomIn();
  on = await stage(reportable(), ENDPOINT);
  expect(find(on.root, '.margin-scroll').clientHeight).toBeGreaterThan(innerHeight / 2);
});

test('a line of the head begins with words, not with the point between two of them', async () => {
  await page.viewport(230, 800);
  on = await stage(reportable(), ENDPOINT);
  const [head, line] = [find(on.root, '.margin-head'), find(on.root, '.margin-titles p')];
  const left = line.getBoundingClientRect().left;
  const beginning = [...line.children].filter((part) => Math.abs(part.getBoundingClientRect().left - left) < 1);
  expect(beginning.length).toBeGreaterThan(1);
  /** Colours in the strip before the lines, down from the second one. */
  const before = async (): Promise<number> => {
    const { at } = await pictureOf(head);
    const box = head.getBoundingClientRect();
    const seen = new Set<string>();
    for (
      let y = beginning[1]!.getBoundingClientRect().top - box.top;
      y < line.getBoundingClientRect().bottom - box.top;
      y++
    )
      for (let x = 0; x < left - box.left - 4; x++) seen.add(String(at(Math.round(x), Math.round(y))));
    return seen.size;
  };
  expect(await before()).toBe(1);
  line.style.overflow = 'visible';
  expect(await before()).toBeGreaterThan(1);
});

test('nor is anything cut off where two ways to a note begin', async () => {
  await zoomIn();
  on = await stage([], ENDPOINT);
  for (const one of on.root.querySelectorAll<HTMLElement>('.margin-begin .button')) {
    expect(one.scrollWidth).toBeLessThanOrEqual(one.clientWidth);
  }
  expect(standsOut(on.root)).toEqual([]);
});
