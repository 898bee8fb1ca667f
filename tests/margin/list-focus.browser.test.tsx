/** Where nothing in the margin has the focus, its list has, so that keys work: also when the page gives it late. */
import '../setup-i18n.ts';
import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { find, settle, stage, type Stage } from './stage.tsx';

let on: Stage;
afterEach(() => on?.end());

/** As after the frame was focused by the page. */
const comes = () => settle(() => window.dispatchEvent(new FocusEvent('focus')));

test('that comes after all is drawn goes to the list, and its keys work', async () => {
  on = await stage();
  // the window of the tests itself
  await userEvent.click(find(on.root, '.margin-head h1'));
  await settle(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  expect(document.activeElement).toBe(document.body);
  await comes();
  expect(document.activeElement).toBe(find(on.root, '.margin-scroll'));
  await userEvent.keyboard('/');
  await expect.poll(() => document.activeElement?.matches('input[type=search]')).toBe(true);
});

test('what has it keeps it', async () => {
  on = await stage();
  const button = find(on.root, '.margin-head button');
  button.focus();
  await comes();
  expect(document.activeElement).toBe(button);
});
