/** Earlier versions in the margin: for the author alone, with what changed marked, and one can be put back. */
import '../setup-i18n.ts';
import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Note } from '../../src/core/note.ts';
import { axeFaults } from '../ui/axe.ts';
import { button, find, readingNotes, stage, type Stage } from './stage.tsx';

let on: Stage;
afterEach(() => on.end());

const base = readingNotes().find((note) => note.mine && note.text !== '')!;
const mine: Note = {
  ...base,
  text: 'The tide is low.',
  tags: ['tides'],
  edited: true,
  created: '2026-11-20T08:00:00.000Z',
  updated: new Date(Date.now() - 2 * 3_600_000).toISOString(),
};
const versions = [
  { at: '2026-11-21T08:00:00.000Z', text: 'The tide is high.', tags: ['tides'], color: null },
  { at: '2026-11-20T09:00:00.000Z', text: 'The sea is high.', tags: [], color: 'green' },
];
const called = (method: string) => on.calls.filter((one) => one.method === method).map(({ params }) => params);
const history = () => on.root.querySelector<HTMLDetailsElement>('.edit-history');
const open = async () => {
  await userEvent.click(find(on.root, '.edit-history summary'));
  await expect.poll(() => on.root.querySelectorAll('.earlier').length).toBe(2);
};
const start = async () => {
  on = await stage([mine]);
  on.answers.set('note.earlier', () => ({ versions }));
};

test('the author reads them when asked for, each with what changed after it', async () => {
  await start();
  expect(called('note.earlier')).toEqual([]);
  expect(find(on.root, '.note-time').textContent).toMatch(/edited 2 hours ago$/);
  await open();
  expect(called('note.earlier')).toEqual([{ id: mine.id }]);
  const marks = [...on.root.querySelectorAll('.earlier')].map((one) =>
    [...one.querySelectorAll('ins, del')].map((mark) => `${mark.localName}${mark.textContent}`),
  );
  expect(marks).toEqual([
    ['del taken away later: high', 'ins added later: low'],
    ['del taken away later: sea', 'ins added later: tide'],
  ]);
  const [newer, older] = on.root.querySelectorAll('.earlier');
  expect(newer?.textContent).not.toContain('Tags then');
  expect(older?.textContent).toMatch(/Tags then: none.*Colour then: Green/);
  expect(await axeFaults(find(on.root, '.note-item'))).toEqual([]);
});

test('one is put back as a new edit, which knows what it replaces', async () => {
  await start();
  await open();
  await userEvent.click(button(find(on.root, '.earlier:last-child'), 'Put this version back'));
  await expect
    .poll(() => called('note.edit'))
    .toEqual([{ id: mine.id, text: 'The sea is high.', tags: [], color: 'green', saw: mine.text }]);
  await expect.poll(() => on.root.querySelector('.toast')?.textContent).toContain('The earlier version is back');
});

test('by keyboard alone', async () => {
  await start();
  find(on.root, '.edit-history summary').focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => on.root.querySelectorAll('.earlier').length).toBe(2);
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => called('note.edit')).toMatchObject([{ text: 'The tide is high.' }]);
});

test('others see that it was edited and when, and cannot ask for more', async () => {
  on = await stage([{ ...mine, mine: false, can: { edit: false, delete: false, reply: true } }]);
  expect(find(on.root, '.note-time').textContent).toMatch(/edited 2 hours ago$/);
  expect(history()).toBeNull();
});

test('a note that never changed has none, and a device that has none says so', async () => {
  on = await stage([{ ...mine, edited: false }]);
  expect(history()).toBeNull();
  on.end();
  on = await stage([mine]);
  await userEvent.click(find(on.root, '.edit-history summary'));
  await expect.poll(() => history()?.textContent).toContain('no earlier versions');
});
