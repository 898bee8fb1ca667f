/** The preview lives: it stands below the words that are typed, and follows them. */
import '../setup-i18n.ts';
import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Selector } from '../../src/core/selectors.ts';
import { axeFaults } from '../ui/axe.ts';
import { button, find, stage, type Stage } from './stage.tsx';

let on: Stage;
afterEach(() => on.end());

const SELECTORS: Selector[] = [{ type: 'TextQuoteSelector', exact: 'four decimals', prefix: 'with ', suffix: ', and' }];
const text = () => find<HTMLTextAreaElement>(on.root, 'textarea');
const preview = () => on.root.querySelector<HTMLElement>('.composer-preview');
const begin = async () => {
  on = await stage();
  await on.say({ type: 'compose', selectors: SELECTORS });
  await userEvent.click(button(on.root, 'Preview'));
};

test('it is drawn while one types, and says before what can be typed', async () => {
  await begin();
  expect(preview()?.textContent).toContain('Markdown works');
  await userEvent.type(text(), 'The tide is *never* late, $v^2$');
  await expect.poll(() => preview()?.querySelector('em')?.textContent).toBe('never');
  await expect.poll(() => preview()?.querySelector('math msup')).not.toBeNull();
  expect(await axeFaults(find(on.root, '.composer'))).toEqual([]);
  await userEvent.click(button(on.root, 'Preview'));
  expect(preview()).toBeNull();
  expect(text().value).toContain('never');
});

test('the words stay where they are while it grows, and the newest of them are in sight', async () => {
  await begin();
  // The field itself grows first, as far as it does.
  const write = (from: number, to: number) =>
    userEvent.type(text(), Array.from({ length: to - from }, (_, at) => `- line ${from + at}{Enter}`).join(''));
  const lines = () => preview()?.querySelectorAll('li').length;
  await write(0, 12);
  await expect.poll(lines).toBe(12);
  const { top } = text().getBoundingClientRect();
  await write(12, 18);
  await expect.poll(lines).toBe(18);
  expect(text().getBoundingClientRect().top).toBe(top);
  const last = [...preview()!.querySelectorAll('li')].at(-1)!.getBoundingClientRect();
  const around = preview()!.getBoundingClientRect();
  expect(around.height).toBeLessThan(last.height * 18);
  expect(last.bottom).toBeLessThanOrEqual(around.bottom);
  expect(await axeFaults(find(on.root, '.composer'))).toEqual([]);
});
