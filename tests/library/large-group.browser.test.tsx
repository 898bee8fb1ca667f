import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Holding } from '../../src/core/holding.ts';
import type { Library as Content } from '../../src/store/read-library.ts';
import { expectAccessible } from './accessible.ts';
import { conversationOf, sampleNotes } from './sample.ts';
import { answers, button, calls, show } from './stage.tsx';

const withHolding = (holding: Holding): Content => {
  const library = conversationOf(sampleNotes(Date.now()));
  return { ...library, groups: library.groups.map((one, at) => (at === 1 ? { ...one, holding } : one)) };
};
const circle = conversationOf([]).groups[1]!;

describe('a group that is too large to hold', () => {
  test('is asked about: nothing is chosen beforehand, and without a choice nothing is sent', async () => {
    show(withHolding({ choice: 'ask', notes: 250_000, bytes: 312_000_000 }), '#groups');
    await expect.element(page.getByText(/250,000 notes, about 312 MB/)).toBeVisible();
    expect([...document.querySelectorAll<HTMLInputElement>('input[type=radio]')].map(({ checked }) => checked)).toEqual(
      [false, false, false, false],
    );
    await userEvent.click(button('Keep it so'));
    expect(calls.filter(([method]) => method === 'group.hold')).toEqual([]);
  });

  test('says of the one choice that tells the endpoint something what it tells', async () => {
    show(withHolding({ choice: 'ask', notes: 250_000, bytes: 312_000_000 }), '#groups');
    const opened = page.getByLabelText('The notes of pages that I open');
    await expect.element(opened).toBeVisible();
    const described = opened.element().getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(described)?.textContent).toMatch(/^The endpoint learns what you read: /);
  });

  test('is answered by keyboard alone', async () => {
    show(withHolding({ choice: 'ask', notes: 250_000, bytes: 312_000_000 }), '#groups');
    const first = page.getByLabelText('All of it');
    await expect.element(first).toBeVisible();
    (first.element() as HTMLInputElement).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.element(page.getByLabelText('The newest 5,000 notes')).toBeChecked();
    await userEvent.keyboard('{Enter}');
    expect(calls).toContainEqual(['group.hold', { group: circle.id, choice: 'newest' }]);
  });

  test('what was chosen stands in its card, and can be changed there', async () => {
    show(withHolding({ choice: 'opened', notes: 250_000, bytes: 312_000_000 }), '#groups');
    await userEvent.click(page.getByText('On this device: The notes of pages that I open'));
    await expect.element(page.getByLabelText('The notes of pages that I open')).toBeChecked();
    await userEvent.click(page.getByLabelText('My own notes only'));
    await userEvent.click(button('Keep it so'));
    expect(calls).toContainEqual(['group.hold', { group: circle.id, choice: 'mine' }]);
  });

  test('an ordinary group has no such words', async () => {
    show(conversationOf(sampleNotes(Date.now())), '#groups');
    await expect.element(page.getByRole('heading', { name: circle.name, exact: true })).toBeVisible();
    expect(document.querySelector('.choices')).toBeNull();
  });

  test('from how many notes on it is asked is a setting', async () => {
    show(conversationOf([]), '#settings');
    await userEvent.selectOptions(page.getByLabelText('Ask what to keep of a group'), 'with more than 1,000 notes');
    expect(calls).toContainEqual(['holding.askFrom', { notes: 1000 }]);
  });

  test('asking and changing are accessible, also where it is narrow', async () => {
    show(withHolding({ choice: 'ask', notes: 250_000, bytes: 312_000_000 }), '#groups');
    await expectAccessible();
    await page.viewport(360, 700);
    await expectAccessible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  });
});

describe('an invitation that goes round too far', () => {
  test('is ended after a question, and the new link takes the place of the old one', async () => {
    answers['group.invite'] = { ok: true, url: 'https://notes.example.org/j/oldoldoldo', code: 'OLDO-LDOLDO' };
    show(conversationOf([]), '#groups');
    await userEvent.click(button(`Invite to ${circle.name}`));
    await userEvent.click(button(`End the invitation to ${circle.name} and make a new one`));
    await expect.element(page.getByText(/stop working for everybody who has them/)).toBeVisible();
    expect(calls.some(([method]) => method === 'group.endInvitation')).toBe(false);
    answers['group.invite'] = { ok: true, url: 'https://notes.example.org/j/newnewnewn', code: 'NEWN-EWNEWN' };
    await userEvent.click(button('End it and make a new one'));
    await expect.element(page.getByText('https://notes.example.org/j/newnewnewn')).toBeVisible();
    expect(calls).toContainEqual(['group.endInvitation', { group: circle.id }]);
    expect(document.body.textContent).not.toContain('oldoldoldo');
  });

  test('whose end fails stays, and says why', async () => {
    answers['group.invite'] = { ok: true, url: 'https://notes.example.org/j/oldoldoldo', code: 'OLDO-LDOLDO' };
    answers['group.endInvitation'] = { ok: false, code: 'forbidden' };
    show(conversationOf([]), '#groups');
    await userEvent.click(button(`Invite to ${circle.name}`));
    await userEvent.click(button(`End the invitation to ${circle.name} and make a new one`));
    await userEvent.click(button('End it and make a new one'));
    await expect.element(page.getByText(/Your role in this group does not allow that/)).toBeVisible();
    await expect.element(page.getByText('https://notes.example.org/j/oldoldoldo')).toBeVisible();
  });
});
