import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Note } from '../../src/core/note.ts';
import type { Conversation } from '../../src/protocol/from-pages.ts';
import type { Blocked } from '../../src/popup/page-state.ts';
import { expectAccessible } from '../library/accessible.ts';
import { conversationOf, newcomer, sampleNotes, troubled } from '../library/sample.ts';
import { answers, asked, button, ready, show } from './stage.tsx';

const NOW = Date.now();
const synced = { state: 'ok', endpoint: 'https://notes.example.org', waiting: 0, refused: 0 } as const;
const reading = (name: string): Note[] => sampleNotes(NOW).filter(({ target }) => target.source.includes(name));

describe('notes of the page', () => {
  test("peers' words stand under their passage, with who wrote them, questions first", async () => {
    show(conversationOf(reading('same-page')));
    await expect.element(page.getByRole('list', { name: 'Notes on this page' })).toBeVisible();
    await expect.element(page.getByText('committed queues', { exact: false })).toBeVisible();
    const passages = [...document.querySelectorAll('.passage')];
    const questions = passages.map((one) => one.querySelector('.chip-question') !== null);
    expect(questions.filter(Boolean).length).toBeGreaterThan(0);
    expect(questions).toEqual(questions.toSorted((a, b) => Number(b) - Number(a)));
    const queue = passages.find((one) => one.textContent.includes('People who meet and share no concern are a queue.'));
    expect(queue?.textContent).toContain('Kenji Morita');
    expect(queue?.textContent).toContain('I have been in some very committed queues.');
    // Its three replies: the last two in words, the first as a count.
    expect(queue?.textContent).toContain('That is exactly what it was. I was seven.');
    expect(queue?.textContent).toContain('and 1 more reply');
  });

  test('a press on a note opens the margin there, by mouse and by keyboard', async () => {
    const notes = reading('same-page');
    show(conversationOf(notes));
    const kenji = notes.find(({ text }) => text.includes('committed queues'))?.id;
    const brief = page.getByRole('button', { name: /committed queues/ });
    await brief.click();
    brief.element().focus();
    await userEvent.keyboard('{Enter}');
    expect(asked.margin).toEqual([kenji, kenji]);
  });

  test('what a peer wrote is never read as HTML', async () => {
    const [first] = reading('same-page');
    if (!first) throw new Error('no note');
    show(
      conversationOf([
        { ...first, text: '<img src=x onerror="document.title=1">', author: { ...first.author, name: '<b>x</b>' } },
      ]),
    );
    await expect.element(page.getByText('<b>x</b>')).toBeVisible();
    expect(document.querySelector('.passages img, .passages b')).toBeNull();
  });

  test('new notes appear when the store tells of them', async () => {
    const notes = reading('same-page');
    const tell = show(conversationOf(notes.slice(0, 1)));
    await expect.poll(() => document.querySelectorAll('.passage')).toHaveLength(1);
    tell.notes?.(conversationOf(notes));
    await expect.element(page.getByText('I have been in some very committed queues.', { exact: false })).toBeVisible();
  });

  test('a background that does not answer is told, not hidden', async () => {
    const [first] = reading('same-page');
    if (!first) throw new Error('no note');
    show(
      conversationOf([first], {
        sync: { state: 'unreachable', endpoint: 'https://x.example', waiting: 1, refused: 0 },
      }),
    );
    answers['sync.now'] = 'not a status';
    await button('Try now').click();
    await expect.element(page.getByRole('alert').getByText(/Nothing you wrote is lost/)).toBeVisible();
  });

  test('an empty page says what to do', async () => {
    show(conversationOf([]));
    await expect.element(page.getByText('Nobody has written here yet')).toBeVisible();
    await button('Open margin').click();
    expect(asked.margin).toEqual([null]);
  });

  test.each<[string, Partial<Conversation>]>([
    ['a long history is being fetched', { sync: { ...synced, reading: { done: 2000, of: 150_000 } } }],
    ['the endpoint is preparing the group', { sync: { ...synced, state: 'preparing' } }],
    ['a group has just been joined', { fetching: ['Hall'] }],
    ['the first fetching is under way', { sync: { ...synced, state: 'syncing' } }],
  ])('a page that is empty as yet is not said to be: %s', async (_, change) => {
    show(conversationOf([], change));
    await expect.element(page.getByText('Notes are still coming')).toBeVisible();
    await expect.element(page.getByText('Nobody has written here yet')).not.toBeInTheDocument();
    if (change.sync?.reading) await expect.element(page.getByText(/2,000 of 150,000/)).toBeVisible();
  });

  test('who will see what I write is shown and can be changed', async () => {
    show(conversationOf([]));
    const picker = page.getByLabelText('Who can see this');
    await expect.element(picker).toHaveDisplayValue(/Measures and margins · 6 members/);
    await userEvent.selectOptions(picker, 'Only me');
    expect(asked.calls).toEqual([['group.choose', { group: expect.stringMatching(/^personal/) }]]);
  });
});

describe('a page that cannot be annotated says why', () => {
  test.each<[Blocked, RegExp]>([
    ['browser-page', /page of the browser itself/],
    ['store-page', /extension shop/],
    ['file-permission', /allow Commonplace access to file addresses/],
    ['pdf', /PDFs cannot be annotated yet/],
    ['no-tab', /no page in front/],
  ])('%s', async (blocked, words) => {
    show(conversationOf([]), { ...ready, blocked });
    await expect.element(page.getByText(words)).toBeVisible();
    expect(button('Open margin').elements()).toHaveLength(0);
  });

  test('where the owner asks not to be annotated, there are only notes for oneself', async () => {
    const [peer, mine] = reading('same-page');
    if (!peer || !mine) throw new Error('no note');
    const personal = { id: mine.group.id, name: 'Nadia', personal: true };
    const own = { ...mine, mine: true, group: personal, text: 'For myself.' };
    show(conversationOf([peer, own]), { ...ready, blocked: 'opted-out' });
    await expect.element(page.getByText(/owner of this page asks/)).toBeVisible();
    await expect.element(page.getByText('For myself.')).toBeVisible();
    expect(document.querySelectorAll('.passage')).toHaveLength(1);
    await expect.element(page.getByLabelText('Who can see this')).toHaveDisplayValue('Only me');
    await button('Open margin').click();
    expect(asked.margin).toEqual([null]);
  });

  test('a page open since before the extension is reloaded by one press, and its notes are shown meanwhile', async () => {
    show(conversationOf(reading('same-page')), { ...ready, blocked: 'no-script' });
    await expect.element(page.getByText('committed queues', { exact: false })).toBeVisible();
    await button('Reload the page').click();
    expect(asked.reloads).toBe(1);
  });
});

describe('the way in', () => {
  test('a newcomer joins by invitation and name', async () => {
    show(newcomer());
    await userEvent.fill(page.getByLabelText('Invitation'), ' https://notes.example.org/j/K7QM3XWTP2 ');
    await userEvent.fill(page.getByLabelText('Your name here'), 'Kim');
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(() => asked.calls)
      .toEqual([['group.join', { invitation: ' https://notes.example.org/j/K7QM3XWTP2 ', name: 'Kim' }]]);
  });

  test('a refusal says what to do, and the words stay in the form', async () => {
    answers['group.join'] = { ok: false, code: 'wrong_code' };
    show(newcomer());
    await userEvent.fill(page.getByLabelText('Invitation'), 'AAAA');
    await userEvent.fill(page.getByLabelText('Your name here'), 'Kim');
    await button('Join').click();
    await expect.element(page.getByRole('alert').getByText(/Ask for a new invitation/)).toBeVisible();
    await expect.element(page.getByLabelText('Invitation')).toHaveValue('AAAA');
  });

  test('without an invitation: e-mail, guest, a group of one’s own', async () => {
    show(newcomer());
    await button('Start a group or sign in').click();
    await page.getByText('Sign in without an invitation').click();
    await page.getByRole('radio', { name: 'As a guest' }).click();
    await userEvent.fill(page.getByLabelText('Endpoint address'), 'https://notes.example.org');
    await userEvent.fill(page.getByLabelText('Your name here').last(), 'Kim');
    await button('As a guest').click();
    await expect
      .poll(() => asked.calls.filter(([method]) => method !== 'account.signInWays'))
      .toEqual([['account.guest', { endpoint: 'https://notes.example.org', name: 'Kim' }]]);
  });

  test('an invitation is asked for and shown to be copied', async () => {
    answers['group.invite'] = { ok: true, url: 'https://notes.example.org/j/K7QM3XWTP2', code: 'K7QM-3XWTP2' };
    show(conversationOf([]));
    await button('Groups and account').click();
    await button('Invite to Reading circle: Measures and margins').click();
    await expect.element(page.getByText('https://notes.example.org/j/K7QM3XWTP2')).toBeVisible();
    await expect.element(button('Copy link')).toBeVisible();
    // A plain member cannot invite.
    expect(button('Invite to Thursday poems').elements()).toHaveLength(0);
  });

  test('signing out asks, then stops at what was not sent', async () => {
    answers['account.signOut'] = { ok: false, code: 'waiting' };
    show(conversationOf([]));
    await button('Groups and account').click();
    await button('Sign out').click();
    expect(asked.calls).toEqual([]);
    await button('Sign out').click();
    await expect.element(page.getByRole('alert').getByText(/exists nowhere but here/)).toBeVisible();
    await button('Export first').click();
    expect(asked.places).toEqual(['']);
    answers['account.signOut'] = { ok: true };
    await button('Sign out and lose it').click();
    await expect
      .poll(() => asked.calls)
      .toEqual([
        ['account.signOut', { discard: false }],
        ['account.signOut', { discard: true }],
      ]);
  });
});

describe('sync in one line', () => {
  test.each([
    ['local', 'until you join a group'],
    ['ok', 'Everything is sent.'],
    ['preparing', 'still preparing a large group'],
    ['unreachable', 'Your notes are safe here'],
    ['not-endpoint', 'Check the address'],
    ['signed-out', 'You are signed out'],
    ['outdated', 'Update the extension'],
    ['endpoint-outdated', 'Ask its host to update it'],
  ] as const)('%s', async (state, words) => {
    show(conversationOf([], { sync: { state, endpoint: 'https://notes.example.org', waiting: 0, refused: 0 } }));
    await expect.element(page.getByText(words, { exact: false })).toBeVisible();
  });

  test('what to do stands beside it', async () => {
    const trouble = troubled(NOW);
    answers['sync.now'] = trouble.sync;
    show(trouble);
    await button('Try now').click();
    await page.getByRole('button', { name: /not sent/ }).click();
    await expect.poll(() => asked.calls).toEqual([['sync.now', {}]]);
    expect(asked.places).toEqual(['#not-sent']);
  });
});

describe('axe finds nothing', () => {
  test.each<[string, () => Conversation, Blocked | null]>([
    ['notes', () => conversationOf(reading('same-page')), null],
    ['newcomer', newcomer, null],
    ['trouble', () => troubled(NOW), 'no-script'],
    ['empty', () => conversationOf([]), null],
  ])('%s', async (name, conversation, blocked) => {
    show(conversation(), { ...ready, blocked });
    await expect.element(page.getByRole('main')).toBeVisible();
    if (name === 'newcomer') await expect.element(button('Join')).toBeVisible();
    await expectAccessible();
  });

  test('groups and account, all forms open', async () => {
    show(newcomer());
    await button('Groups and account').click();
    await expect.element(page.getByRole('heading', { name: 'Your groups', exact: true })).toBeVisible();
    for (const fold of document.querySelectorAll('details')) {
      fold.removeAttribute('name');
      fold.open = true;
    }
    await expectAccessible();
  });
});
