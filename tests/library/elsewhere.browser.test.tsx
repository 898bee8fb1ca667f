/** Where a group is read elsewhere: one's own feed is made, its address shown once, renewed and ended. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { expectAccessible } from './accessible.ts';
import { conversationOf } from './sample.ts';
import { answers, button, calls, show } from './stage.tsx';

const library = conversationOf([]);
const group = library.groups[1]?.id ?? '';
const address = (n: number): string => `https://notes.example/feeds/${String(n).repeat(43)}.atom`;
const asked = (): string[] => calls.map(([method]) => method).filter((method) => method.startsWith('feed.'));

test('a feed is made from the group’s card, and its address shown with who can read it', async () => {
  answers['feed.state'] = { ok: true, made: null };
  answers['feed.make'] = { ok: true, url: address(1) };
  show(library, '#groups');
  await page
    .getByRole('link', { name: /read elsewhere/ })
    .first()
    .click();
  await expect.element(page.getByText(/Whoever has its address can read them/)).toBeVisible();
  await button('Make my feed').click();
  await expect.element(page.getByLabelText('Address of my feed')).toHaveTextContent(address(1));
  await expect.element(page.getByText(/only this once/)).toBeVisible();
  await expectAccessible();
  // Another one only after it was said that the first one ends.
  answers['feed.make'] = { ok: true, url: address(2) };
  await button('Make a new address').click();
  await expect.element(page.getByText(/stops working at once\. Enter/)).toBeVisible();
  expect(asked()).toEqual(['feed.state', 'feed.make']);
  await button('Make a new address').click();
  await expect.element(page.getByLabelText('Address of my feed')).toHaveTextContent(address(2));
});

test('of one that was made before there is no address, but an end', async () => {
  answers['feed.state'] = { ok: true, made: '2026-11-01T10:00:00.000Z' };
  show(library, `#elsewhere/${group}`);
  await expect.element(page.getByText(/You have a feed/)).toBeVisible();
  await button('End my feed').click();
  await button('End it').click();
  await expect.element(button('Make my feed')).toBeVisible();
  expect(asked()).toEqual(['feed.state', 'feed.end']);
  expect(calls.at(-1)?.[1]).toEqual({ group });
});

test('without an endpoint in reach it says so, and asks again', async () => {
  answers['feed.state'] = { ok: false, code: 'unreachable' };
  show(library, `#elsewhere/${group}`);
  await expect.element(button('Try again')).toBeVisible();
  answers['feed.state'] = { ok: true, made: null };
  await button('Try again').click();
  await expect.element(button('Make my feed')).toBeVisible();
});
