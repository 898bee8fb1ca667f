/** Members, and notes that were reported or hidden: who may do what about them in the library, and what it asks for. */
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { MembershipFields, Role } from '../../src/core/record.ts';
import { expectAccessible } from './accessible.ts';
import { conversationOf } from './sample.ts';
import { answers, button, calls, show } from './stage.tsx';

const base = conversationOf([]);
const circle = base.groups.find(({ personal }) => !personal)!;
const group = circle.id;
const id = (letter: string): string => letter.repeat(22);
const member = (letter: string, name: string, role: Role, status: MembershipFields['status'] = 'active') => ({
  member: id(letter),
  name,
  role,
  status,
});

/** Me with a role, and others. */
const libraryAs = (role: Role) =>
  conversationOf([], {
    groups: base.groups.map((one) => (one.id === group ? { ...one, role } : one)),
    members: new Map([
      [
        group,
        [
          { ...member('z', 'Me', role), member: base.me.id },
          member('o', 'Olga', role === 'owner' ? 'facilitator' : 'owner'),
          member('b', 'Ben', 'member'),
          member('e', 'Emil', 'member', 'removed'),
          member('d', 'Dara', 'member', 'left'),
        ],
      ],
    ]),
    people: new Map([
      [
        group,
        new Map([
          [id('b'), 'Ben'],
          [id('c'), 'Cleo'],
        ]),
      ],
    ]),
  });
const names = () => [...document.querySelectorAll('.member-name bdi')].map(({ textContent }) => textContent);
const buttons = () => [...document.querySelectorAll('.member-acts button')].map(({ textContent }) => textContent);

describe('members', () => {
  test('an owner gives roles, hands over after being asked, removes, blocks and lets in again', async () => {
    show(libraryAs('owner'), `#members/${group}`);
    await expect.element(page.getByRole('heading', { name: `Members of ${circle.name}` })).toBeVisible();
    expect(names()).toEqual(['Me', 'Olga', 'Ben', 'Emil', 'Dara']);
    await expectAccessible();
    await userEvent.selectOptions(page.getByLabelText('Role of Ben'), 'Reads only');
    expect(calls).toContainEqual(['member.setRole', { group, member: id('b'), role: 'reader' }]);
    calls.length = 0;
    await userEvent.selectOptions(page.getByLabelText('Role of Olga'), 'Owner');
    expect(calls).toEqual([]);
    await expect.element(page.getByText(/you become a facilitator/)).toBeVisible();
    await userEvent.click(button('Yes, hand it over'));
    expect(calls).toContainEqual(['member.setRole', { group, member: id('o'), role: 'owner' }]);
    await userEvent.click(button('Remove Ben'));
    expect(calls).toHaveLength(1);
    await userEvent.click(button('Yes, remove'));
    await userEvent.click(button('Block Ben'));
    await userEvent.click(button('Yes, block'));
    await userEvent.click(button('Allow Emil to join again'));
    expect(calls.slice(1)).toEqual([
      ['member.remove', { group, member: id('b'), block: false }],
      ['member.remove', { group, member: id('b'), block: true }],
      ['member.unblock', { group, member: id('e') }],
    ]);
  });

  test('a facilitator gives no roles and does nothing to the owner; others only see who is there', async () => {
    show(libraryAs('facilitator'), `#members/${group}`);
    await expect.element(button('Block Ben')).toBeVisible();
    expect(buttons()).toEqual(['Remove Ben', 'Block Ben', 'Allow Emil to join again', 'Block Dara']);
    expect(document.querySelector('.member-acts select')).toBeNull();
    document.body.replaceChildren();
    show(libraryAs('member'), `#members/${group}`);
    await expect.element(page.getByText('Ben')).toBeVisible();
    expect(buttons()).toEqual([]);
  });

  test('what did not work is said where it was pressed', async () => {
    answers['member.unblock'] = { ok: false, code: 'unreachable' };
    show(libraryAs('owner'), `#members/${group}`);
    await userEvent.click(button('Allow Emil to join again'));
    await expect.element(page.getByRole('alert')).toBeVisible();
  });
});

describe('reports', () => {
  const about = (note: string, text: string) => ({
    note,
    author: id('b'),
    kind: 'comment',
    text,
    quote: 'the passage',
    source: 'https://example.org/',
  });
  const reported = {
    ...about(id('n'), 'You *fool*'),
    given: [{ reporter: id('c'), reason: 'It is rude.', at: '2026-11-01T10:00:00.000Z' }],
  };
  const hidden = { ...about(id('h'), 'Buy it'), reason: 'Advertising.', at: '2026-11-01T10:00:00.000Z' };

  test('each has its words, who said what of it, and the ways to settle it', async () => {
    answers['reports.list'] = { ok: true, reports: [reported], hidden: [hidden] };
    show(libraryAs('facilitator'), '#groups');
    await userEvent.click(page.getByRole('link', { name: `Reports and hidden notes in ${circle.name}` }));
    await expect.element(page.getByText('It is rude.')).toBeVisible();
    expect(document.querySelector('.judged-reasons')?.textContent).toBe('CleoIt is rude.');
    expect(document.querySelector('.judged em')?.textContent).toBe('fool');
    await expectAccessible();
    // Without a reason, which its author is told, nothing is hidden.
    await userEvent.click(button('Hide'));
    expect(calls.some(([method]) => method === 'note.hide')).toBe(false);
    await userEvent.fill(page.getByLabelText('Reason'), ' Not here. ');
    answers['reports.list'] = { ok: true, reports: [], hidden: [hidden] };
    await userEvent.click(button('Hide'));
    await expect.element(page.getByText('Nothing was reported')).toBeVisible();
    await userEvent.click(button('Show again'));
    expect(calls).toContainEqual(['note.hide', { group, note: id('n'), reason: 'Not here.' }]);
    expect(calls).toContainEqual(['note.show', { group, note: id('h') }]);
  });

  test('a report that is none is settled', async () => {
    answers['reports.list'] = { ok: true, reports: [reported], hidden: [] };
    show(libraryAs('owner'), `#reports/${group}`);
    await userEvent.click(button('Nothing wrong with it'));
    expect(calls).toContainEqual(['reports.dismiss', { group, note: id('n') }]);
  });

  test('who is no host finds no way there, and the endpoint’s no in words', async () => {
    show(libraryAs('member'), '#groups');
    await expect.element(page.getByRole('link', { name: `Members of ${circle.name}` })).toBeVisible();
    expect(document.querySelector('a[href^="#reports"]')).toBeNull();
    document.body.replaceChildren();
    answers['reports.list'] = { ok: false, code: 'forbidden' };
    show(libraryAs('member'), `#reports/${group}`);
    await expect.element(page.getByRole('alert')).toBeVisible();
  });
});
