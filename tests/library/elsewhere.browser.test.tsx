/** Where a group is read elsewhere: one's own feed is made, its address shown once, renewed and ended; and a host's webhooks. */
import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { expectAccessible } from './accessible.ts';
import { conversationOf } from './sample.ts';
import { answers, button, calls, show } from './stage.tsx';

const library = conversationOf([]);
const group = library.groups[1]?.id ?? '';
const address = (n: number): string => `https://notes.example/feeds/${String(n).repeat(43)}.atom`;
beforeEach(() => {
  answers['feed.state'] = { ok: true, made: null };
  answers['webhook.list'] = { ok: true, webhooks: [] };
});
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

const hook = (change: object = {}) => ({
  id: 'w'.repeat(22),
  url: 'https://elsewhere.example/hook',
  created: '2026-11-01T10:00:00.000Z',
  disabled: null,
  maker: 'm'.repeat(22),
  attempts: [],
  ...change,
});

test('a host adds a webhook, and is shown its secret once', async () => {
  answers['webhook.add'] = { ok: true, id: 'w'.repeat(22), secret: 'sealed-with-this' };
  show(library, `#elsewhere/${group}`);
  await page.getByLabelText(/Address, beginning/).fill('https://elsewhere.example/hook');
  answers['webhook.list'] = { ok: true, webhooks: [hook()] };
  await button('Add').click();
  await expect.element(page.getByLabelText(/Secret that its requests/)).toHaveTextContent('sealed-with-this');
  await expect.element(page.getByText('https://elsewhere.example/hook')).toBeVisible();
  expect(calls).toContainEqual(['webhook.add', { group, url: 'https://elsewhere.example/hook' }]);
  await expectAccessible();
});

test('every member reads where notes are sent on to, in the group’s card and beside the feed', async () => {
  const told = { ...library, groups: library.groups.map((one) => ({ ...one, toldTo: ['one.example'] })) };
  const member = { ...told, groups: told.groups.map((one) => ({ ...one, role: 'member' as const })) };
  show(member, `#elsewhere/${group}`);
  await expect.element(page.getByText(/sent on to: one\.example\. Whoever runs that reads them/)).toBeVisible();
  expect(calls.map(([method]) => method)).not.toContain('webhook.list');
  show(member, '#groups');
  await expect.element(page.getByText(/sent on to: one\.example/).first()).toBeVisible();
});

test('one whose maker is no host any more says so, and is taken over', async () => {
  answers['webhook.list'] = { ok: true, webhooks: [hook({ disabled: 'maker' })] };
  answers['webhook.enable'] = { ok: true };
  show(library, `#elsewhere/${group}`);
  await expect.element(page.getByText(/no host of this group any more/)).toBeVisible();
  answers['webhook.list'] = { ok: true, webhooks: [hook()] };
  await button('Take over').click();
  await expect.element(page.getByText('On', { exact: true })).toBeVisible();
  expect(calls).toContainEqual(['webhook.enable', { group, webhook: 'w'.repeat(22) }]);
  await expectAccessible();
});

test('one that was switched off says why, and what came of the last attempts', async () => {
  const at = (minute: number): string => `2026-11-01T10:0${minute}:00.000Z`;
  const attempts = [
    { at: at(3), status: 503, error: null },
    { at: at(2), status: null, error: 'slow' },
    { at: at(1), status: null, error: 'private' },
  ];
  answers['webhook.list'] = { ok: true, webhooks: [hook({ disabled: 'failing', attempts })] };
  show(library, `#elsewhere/${group}`);
  await expect.element(page.getByText(/it took nothing for hours/)).toBeVisible();
  await page.getByText('Last attempts').click();
  for (const words of ['Answered 503', 'No answer within ten seconds', 'Leads into a private network'])
    await expect.element(page.getByText(words)).toBeVisible();
  await expectAccessible();
  await button('Switch on again').click();
  answers['webhook.test'] = { ok: true, status: 200, error: null };
  await button('Try it').click();
  await button('Remove').click();
  await expect.element(page.getByText(/told nothing more/)).toBeVisible();
  await button('Remove').click();
  const meant = { group, webhook: 'w'.repeat(22) };
  for (const method of ['webhook.enable', 'webhook.test', 'webhook.remove'])
    await expect.poll(() => calls).toContainEqual([method, meant]);
});

test('who is no host sees nothing of webhooks', async () => {
  const groups = library.groups.map((one) => ({ ...one, role: 'member' as const }));
  show({ ...library, groups }, `#elsewhere/${group}`);
  await expect.element(button('Make my feed')).toBeVisible();
  expect(page.getByText('Webhooks').elements()).toEqual([]);
});
