/** The popup obeys the keys that were chosen, and has the list in which they are. */
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { KeyChoices } from '../../src/core/own-keys.ts';
import { expectAccessible } from '../library/accessible.ts';
import { conversationOf } from '../library/sample.ts';
import { choice, commons, essay, heading } from './commons-scene.ts';
import { answers, asked, button, ready, show } from './stage.tsx';

const stops = () => [...document.querySelectorAll<HTMLElement>('button.brief, a.page-item')];
const at = () => stops().findIndex((stop) => stop === document.activeElement);
const withKeys = (ownKeys: KeyChoices) => conversationOf(essay, { ownKeys });

test('from note to note, to the filter, and at once when they change', async () => {
  const tell = show(withKeys({}), ready, commons);
  await expect.element(heading('The group is reading now')).toBeVisible();
  await userEvent.keyboard('jj');
  expect(at()).toBe(1);
  await userEvent.keyboard('k');
  expect(at()).toBe(0);
  tell.notes?.(withKeys({ next: 'n', previous: null, find: 's' }));
  await expect.poll(stops).not.toHaveLength(0);
  await expect.element(choice('Show')).toHaveAttribute('aria-keyshortcuts', 's');
  await userEvent.keyboard('j/');
  expect(at()).toBe(0);
  await userEvent.keyboard('n');
  expect(at()).toBe(1);
  await userEvent.keyboard('k{ArrowUp}');
  expect(at()).toBe(0);
  await userEvent.keyboard('s');
  await expect.element(choice('Show')).toHaveFocus();
});

test('the list comes by its key, changes keys, and gives the focus back', async () => {
  answers['shortcuts.read'] = { shortcuts: [{ command: 'toggle-marks', keys: 'Alt+Shift+U' }] };
  show(withKeys({}), ready, commons);
  await expect.element(heading('The group is reading now')).toBeVisible();
  await userEvent.keyboard('j?');
  await expect.element(page.getByText('Hide or show everybody’s marks')).toBeVisible();
  await expectAccessible();
  await button('Change the key for “Next note”').click();
  await userEvent.keyboard('n');
  await expect.poll(() => asked.calls.at(-1)).toEqual(['keys.choose', { chosen: { next: 'n' } }]);
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => document.querySelector('dialog')).toBeNull();
  expect(at()).toBe(0);
});
