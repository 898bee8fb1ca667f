/** Choosing a passage by its words in the margin, the key list, and the switch for everybody's marks. */
import '../setup-i18n.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { axeFaults } from '../ui/axe.ts';
import { button, find, press, readingNotes, settle, stage, type, type Stage } from './stage.tsx';

let on: Stage;
afterEach(() => on.end());

const field = (): HTMLInputElement => find(on.root, '.picker input[type="search"]');
const status = (): string => find(on.root, '.picker [role="status"]').textContent ?? '';
/** The choice of who will see it; the other one is of how far an end moves. */
const audienceOf = (root: HTMLElement): HTMLSelectElement =>
  [...root.querySelectorAll<HTMLSelectElement>('.picker select')].at(-1)!;
/** Without the one that begins anew. */
const steps = () => on.sent.filter((one) => one.type === 'pick' && !(one.step.by === 'words' && one.step.words === ''));
const picked = (count: number, at: number, quote: string) => on.say({ type: 'picked', picked: { count, at, quote } });

describe('a passage by its words', () => {
  test('typed words are told to the page, and what it found is said', async () => {
    on = await stage();
    await settle(() => button(on.root, 'Find a passage to mark').click());
    expect(document.activeElement).toBe(field());
    await type(field(), 'the moon');
    expect(steps()).toEqual([{ type: 'pick', step: { by: 'words', words: 'the moon' } }]);
    await picked(3, 1, 'The Moon');
    expect(status()).toBe('The Moon2 of 3');
    await picked(0, -1, '');
    expect(status()).toBe('These words are not on this page.');
  });

  test('keys go from place to place, buttons move its ends', async () => {
    on = await stage();
    await on.say({ type: 'pick' });
    await type(field(), 'moon');
    await picked(3, 0, 'moon');
    await press(field(), 'Enter');
    await press(field(), 'Enter', { shiftKey: true });
    await settle(() => button(on.root, 'End later').click());
    await userEvent.selectOptions(find(on.root, '.picker select'), 'sentence');
    await settle(() => button(on.root, 'Start earlier').click());
    expect(steps().map((one) => one.type === 'pick' && one.step)).toEqual([
      { by: 'words', words: 'moon' },
      { by: 'place', way: 1 },
      { by: 'place', way: -1 },
      { by: 'end', edge: 'end', unit: 'word', way: 1 },
      { by: 'end', edge: 'start', unit: 'sentence', way: -1 },
    ]);
  });

  test('it is marked by key in the chosen colour, and the choice is put away', async () => {
    on = await stage();
    await on.say({ type: 'pick' });
    await type(field(), 'moon');
    await press(field(), 'Enter', { ctrlKey: true });
    expect(status()).toBe('Type words of the passage first.');
    await picked(1, 0, 'moon');
    await settle(() => find<HTMLInputElement>(on.root, '.picker .colors input:nth-of-type(1)').click());
    await settle(() => on.root.querySelectorAll<HTMLInputElement>('.picker .colors input')[2]!.click());
    await press(field(), 'Enter', { ctrlKey: true });
    await expect.poll(() => on.sent.at(-1)).toEqual({ type: 'mark', what: 'highlight', color: 'green' });
    expect(on.root.querySelector('.picker')).toBeNull();
  });

  test('Escape puts only the choice away', async () => {
    on = await stage();
    await on.say({ type: 'pick' });
    await press(field(), 'Escape');
    expect(on.root.querySelector('.picker')).toBeNull();
    expect(on.sent.some((one) => one.type === 'close')).toBe(false);
  });

  test('for a note that waits for a passage it attaches, and nothing else', async () => {
    on = await stage();
    await on.say({ type: 'reattaching', note: readingNotes()[0]!.id });
    await picked(0, -1, 'the old words');
    expect(status()).toBe('the old words');
    expect([...on.root.querySelectorAll('.picker-acts button')].map((one) => one.textContent)).toEqual(['Attach here']);
    expect(on.root.querySelector('.picker .colors')).toBeNull();
  });

  test('a comment begun for its writer alone is written for nobody else, and the next one is for the group again', async () => {
    on = await stage();
    const compose = { type: 'compose', selectors: [{ type: 'TextQuoteSelector', exact: 'the sea' }] } as const;
    const audience = (): string =>
      find<HTMLSelectElement>(on.root, '.composer-audience select').selectedOptions[0]!.text;
    await on.say({ ...compose, selectors: [...compose.selectors], audience: 'me' });
    expect(audience()).toBe('Only me');
    await press(find(on.root, '.composer textarea'), 'Escape');
    await on.say({ ...compose, selectors: [...compose.selectors] });
    expect(audience()).not.toBe('Only me');
    expect(on.calls.some(({ method }) => method === 'group.choose')).toBe(false);
  });

  test('who will see it is chosen by mouse only where the choice is really seen', async () => {
    on = await stage();
    await on.say({ type: 'pick' });
    const shown = (): string => audienceOf(on.root).selectedOptions[0]!.text;
    const before = shown();
    const other = [...audienceOf(on.root).options].find(({ text }) => text !== before)!.text;
    const cover = document.createElement('div');
    Object.assign(cover.style, { position: 'fixed', inset: '0', background: 'white', pointerEvents: 'none' });
    document.body.append(cover);
    await userEvent.selectOptions(audienceOf(on.root), other);
    await expect.poll(() => on.root.querySelector('.toasts')?.textContent).not.toBe('');
    // What is shown as chosen is what holds.
    await expect.poll(shown).toBe(before);
    expect(on.calls.filter(({ method }) => method === 'group.choose')).toEqual([]);
    cover.remove();
    await expect
      .poll(async () => {
        await userEvent.selectOptions(audienceOf(on.root), other);
        return on.calls.filter(({ method }) => method === 'group.choose').length;
      })
      .toBeGreaterThan(0);
    expect(shown()).toBe(other);
  });

  test('axe finds nothing, also in a narrow margin', async () => {
    await page.viewport(320, 700);
    on = await stage();
    await on.say({ type: 'pick' });
    await picked(2, 0, 'the moon');
    expect(await axeFaults(on.root)).toEqual([]);
    await page.viewport(1000, 800);
  });
});

describe('the list of keys', () => {
  test('comes by ?, names the browser’s keys and ours, and gives the focus back', async () => {
    on = await stage();
    on.answers.set('shortcuts.read', () => ({ shortcuts: [{ command: 'toggle-marks', keys: 'Alt+Shift+U' }] }));
    await press(find(on.root, '.margin-scroll'), '?');
    const dialog = find<HTMLDialogElement>(on.root, 'dialog');
    expect(dialog.open).toBe(true);
    await expect.poll(() => dialog.textContent).toContain('Hide or show everybody’s marks');
    expect([...dialog.querySelectorAll('kbd')].map((one) => one.textContent).slice(0, 3)).toEqual([
      'Alt',
      'Shift',
      'U',
    ]);
    expect(await axeFaults(on.root)).toEqual([]);
    await settle(() => button(dialog, 'Close').click());
    await expect.poll(() => on.root.querySelector('dialog')).toBeNull();
    expect(document.activeElement).toBe(find(on.root, '.margin-scroll'));
  });

  test('a question mark that is typed is only that', async () => {
    on = await stage();
    await on.say({ type: 'pick' });
    await press(field(), '?');
    expect(on.root.querySelector('dialog')).toBeNull();
  });
});

test('everybody’s marks are put out of sight, and back', async () => {
  on = await stage();
  await settle(() => button(on.root, 'Hide marks').click());
  await on.say({ type: 'marks', hidden: true });
  await settle(() => button(on.root, 'Show marks').click());
  expect(on.sent.filter((one) => one.type === 'hideMarks')).toEqual([
    { type: 'hideMarks', on: true },
    { type: 'hideMarks', on: false },
  ]);
});
