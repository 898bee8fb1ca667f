/** What concerns the reader, in the library: found, read, laid aside; and notifications that are off until asked for. */
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { NIGHT } from '../../src/core/quiet-hours.ts';
import type { InboxEntry } from '../../src/store/inbox-marks.ts';
import { expectAccessible } from './accessible.ts';
import { conversationOf, sampleNotes } from './sample.ts';
import { button, calls, heading, permission, show } from './stage.tsx';

const NOW = Date.now();
const notes = sampleNotes(NOW);

function entry(kind: InboxEntry['kind'], at: number, change: Partial<InboxEntry> = {}): InboxEntry {
  const mine = kind === 'nods' || kind === 'answered';
  const note = notes.filter((one) => one.mine === mine && one.text !== '')[at]!;
  const by = kind === 'nods' ? null : { id: 'kenji_______________A', name: 'Kenji Morita' };
  const when = new Date(NOW - at * 3_600_000).toISOString();
  return { id: `${kind} ${note.id}`, kind, note, by, count: 2, at: when, isRead: false, isTold: false, ...change };
}
export const inbox = (): InboxEntry[] => [
  entry('mention', 0),
  entry('answer', 1),
  entry('reply', 2, { isRead: true }),
  entry('nods', 3),
  entry('answered', 4, { isRead: true }),
];
const items = () => [...document.querySelectorAll('.inbox-item')];
const marks = () => calls.flatMap(([method, params]) => (method === 'inbox.mark' ? [params] : []));

describe('for you', () => {
  test('stands in the navigation with its number, and says who did what', async () => {
    show(conversationOf(notes, { inbox: inbox() }));
    const link = page.getByRole('link', { name: 'For you 3 new for you' });
    await expect.element(link).toBeVisible();
    await userEvent.click(link);
    await expect.element(heading('For you')).toBeVisible();
    expect(items().map((one) => one.querySelector('.inbox-sentence')?.firstChild?.textContent)).toEqual([
      'Kenji Morita mentioned you',
      'Kenji Morita answered your question',
      'Kenji Morita replied to you',
      '2 people nodded to your note',
      'Kenji Morita says that you answered the question',
    ]);
    expect(items().map((one) => one.textContent?.includes('new'))).toEqual([true, true, false, true, false]);
    // When somebody nodded would help to guess who.
    expect(items().map((one) => one.querySelector('time') !== null)).toEqual([true, true, true, false, true]);
  });

  test('going there reads it; a button lays it aside or takes it out again', async () => {
    const all = inbox();
    show(conversationOf(notes, { inbox: all }), '#for-you');
    await userEvent.click(page.getByRole('link', { name: /^Show the conversation/ }).first());
    expect(location.hash).toMatch(/^#document\//);
    expect(marks()).toEqual([{ entries: [{ id: all[0]?.id, at: all[0]?.at }], isRead: true }]);
    show(conversationOf(notes, { inbox: all }), '#for-you');
    await userEvent.click(button('Mark as read').nth(1));
    await userEvent.click(button('Mark as unread').first());
    expect(marks().slice(1)).toEqual([
      { entries: [{ id: all[1]?.id, at: all[1]?.at }], isRead: true },
      { entries: [{ id: all[2]?.id, at: all[2]?.at }], isRead: false },
    ]);
    await userEvent.click(page.getByRole('button', { name: /^Mark all as read/ }));
    expect(marks().at(-1)).toMatchObject({ entries: [all[0], all[1], all[3]].map((one) => ({ id: one?.id })) });
  });

  test('empty, it says what will come', async () => {
    show(conversationOf(notes), '#for-you');
    await expect.element(heading('Nothing for you yet')).toBeVisible();
    await expect.element(page.getByRole('link', { name: 'For you', exact: true })).toBeVisible();
  });

  test.each(['#for-you', '#settings'])('%s is accessible', async (place) => {
    const notices = { notify: true, quiet: NIGHT };
    show(conversationOf(notes, { inbox: inbox(), notices }), place);
    await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible();
  });
});

describe('notifications', () => {
  test('are off, and asked for when they are turned on', async () => {
    show(conversationOf(notes), '#settings');
    await userEvent.click(button('Turn on notifications'));
    await expect.poll(() => calls).toContainEqual(['inbox.choose', { notify: true, quiet: NIGHT }]);
  });

  test('stay off where the browser refuses, and it says what to do', async () => {
    permission.isGranted = false;
    show(conversationOf(notes), '#settings');
    await userEvent.click(button('Turn on notifications'));
    await expect.element(page.getByText(/The browser did not allow notifications/)).toBeVisible();
    expect(calls.some(([method]) => method === 'inbox.choose')).toBe(false);
  });

  test('quiet hours can be moved and taken away', async () => {
    show(conversationOf(notes, { notices: { notify: true, quiet: NIGHT } }), '#settings');
    const from = page.getByLabelText('Quiet from');
    await expect.element(from).toHaveValue('21');
    await userEvent.selectOptions(from, '22');
    await userEvent.selectOptions(from, '');
    await userEvent.selectOptions(page.getByLabelText('until'), '7');
    expect(calls.filter(([method]) => method === 'inbox.choose').map(([, params]) => params)).toEqual([
      { notify: true, quiet: { from: 22, to: 8 } },
      { notify: true, quiet: null },
      { notify: true, quiet: { from: 21, to: 7 } },
    ]);
  });
});
