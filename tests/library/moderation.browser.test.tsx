import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from './accessible.ts';
import { conversationOf } from './sample.ts';
import { answers, button, calls, show } from './stage.tsx';

const [, circle] = conversationOf([]).groups;
const group = circle?.id ?? '';
const id = (letter: string): string => letter.repeat(22);
const act = (seq: number, change: object) => ({
  seq,
  at: '2026-11-01T10:00:00.000Z',
  actor: id('o'),
  act: 'note.delete',
  subject: id('n'),
  role: null,
  ...change,
});
const library = conversationOf([], {
  people: new Map([
    [
      group,
      new Map([
        [id('o'), 'Nadia'],
        [id('p'), 'Peer who left'],
      ]),
    ],
  ]),
  deleted: new Map([[id('n'), id('p')]]),
});

test('who did what to whom, the newest first, a page at a time', async () => {
  answers['group.moderation'] = {
    ok: true,
    more: true,
    acts: [
      act(9, {}),
      act(8, { act: 'member.role', subject: id('p'), role: 'facilitator' }),
      act(7, { act: 'member.remove', subject: id('x') }),
      act(6, { act: 'group.edit', actor: null, subject: group }),
      act(5, { subject: id('m') }),
      act(4, { act: 'invitation.end', subject: group }),
    ],
  };
  show(library, '#groups');
  await userEvent.click(page.getByRole('link', { name: `Moderation log of ${circle?.name}` }));
  await expect.element(page.getByText('Nadia deleted a note of Peer who left.')).toBeVisible();
  const lines = () => [...document.querySelectorAll('.log li span')].map(({ textContent }) => textContent);
  expect(lines()).toEqual([
    'Nadia deleted a note of Peer who left.',
    'Nadia made Peer who left a facilitator.',
    'Nadia removed somebody who is no longer known from the group.',
    'Whoever runs the endpoint changed the group’s name, description or rules.',
    'Nadia deleted a note of somebody.',
    'Nadia ended the invitation link that went round.',
  ]);
  await expectAccessible();
  answers['group.moderation'] = { ok: true, more: false, acts: [act(3, { act: 'group.edit', subject: group })] };
  await userEvent.click(button('Show earlier ones'));
  await expect.element(page.getByText('Nadia changed the group’s name, description or rules.')).toBeVisible();
  expect(lines()).toHaveLength(7);
  expect(calls.filter(([method]) => method === 'group.moderation')).toEqual([
    ['group.moderation', { group }],
    ['group.moderation', { group, before: 4 }],
  ]);
  await expect.element(button('Show earlier ones')).not.toBeInTheDocument();
});

test('a member has no way there, and is told so where they come by its address', async () => {
  const member = { ...library, groups: library.groups.map((one) => ({ ...one, role: 'member' as const })) };
  answers['group.moderation'] = { ok: false, code: 'forbidden' };
  show(member, '#groups');
  await expect.element(page.getByRole('heading', { name: 'Groups' })).toBeVisible();
  expect(page.getByRole('link', { name: /Moderation log/ }).elements()).toEqual([]);
  document.body.replaceChildren();
  show(member, `#moderation/${group}`);
  await expect.element(page.getByText(/Your role in this group does not allow that/)).toBeVisible();
  expect(document.querySelector('.log')).toBeNull();
});

test('where nothing was done, it says what would stand there', async () => {
  answers['group.moderation'] = { ok: true, more: false, acts: [] };
  show(library, `#moderation/${group}`);
  await expect.element(page.getByRole('heading', { name: 'Nothing was moderated' })).toBeVisible();
});
