/** The settings: who I am and where, my devices and passkeys, and the end of the account. */
import { beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from './accessible.ts';
import { conversationOf, newcomer } from './sample.ts';
import { answers, button, calls, show } from './stage.tsx';

const NOW = Date.now();
const idOf = (name: string) => name.padEnd(21, '_') + 'A';
const daysAgo = (days: number) => new Date(NOW - days * 86_400_000).toISOString();
/** This device and two others, of which one says nothing of itself. */
const devices = () => [
  {
    id: idOf('this'),
    created: daysAgo(9),
    used: daysAgo(0),
    device: { browser: 'Chrome', system: 'Linux' },
    current: true,
  },
  {
    id: idOf('phone'),
    created: daysAgo(20),
    used: daysAgo(12),
    device: { browser: 'Firefox', system: 'Android' },
    current: false,
  },
  {
    id: idOf('old'),
    created: daysAgo(300),
    used: daysAgo(200),
    device: { browser: null, system: null },
    current: false,
  },
];
const passkeysOf = () => [
  { id: idOf('key'), created: daysAgo(40), used: daysAgo(2), device: { browser: 'Chrome', system: 'macOS' } },
];
const fate = () => ({
  password: true,
  privateNotes: 3,
  groups: [
    { id: idOf('circle'), name: 'Reading circle', notes: 12, becomes: { of: 'handed-on', to: 'Tomás' } },
    { id: idOf('alone'), name: 'Nobody came', notes: 1, becomes: { of: 'removed' } },
    { id: idOf('left'), name: null, notes: 2, becomes: { of: 'stays' } },
  ],
});
/** What was asked beside what the settings always ask for. */
const ALWAYS = new Set(['account.sessions', 'passkey.list', 'token.list', 'account.signInWays']);
const asked = () => calls.filter(([method]) => !ALWAYS.has(method));
const askedWays = () => calls.filter(([method]) => method === 'account.signInWays').map(([, params]) => params);
/** Presses a link without leaving. */
async function follow(name: string): Promise<string> {
  const stay = (event: Event) => event.preventDefault();
  addEventListener('click', stay, { once: true });
  const link = page.getByRole('link', { name });
  await link.click();
  return link.element().getAttribute('href') ?? '';
}

beforeEach(() => {
  answers['account.sessions'] = { ok: true, sessions: devices() };
  answers['passkey.list'] = { ok: true, passkeys: passkeysOf() };
});

describe('settings', () => {
  test('a guest can add an e-mail and keep everything', async () => {
    const { me } = conversationOf([]);
    show(conversationOf([], { me: { ...me, email: null } }), '#settings');
    await userEvent.fill(page.getByLabelText('E-mail'), 'nadia@example.org');
    await userEvent.fill(page.getByLabelText('Password'), 'nineteen years');
    await button('New account').click();
    await expect.poll(asked).toEqual([
      [
        'account.signUp',
        {
          endpoint: 'https://notes.example.org',
          name: 'Nadia Benali',
          email: 'nadia@example.org',
          password: 'nineteen years',
        },
      ],
    ]);
  });

  test('who I am and where, and the keys as the browser has them', async () => {
    show(conversationOf([]), '#settings');
    await expect.element(page.getByText('nadia@example.org')).toBeVisible();
    await expect.element(page.getByText('https://notes.example.org')).toBeVisible();
    await expect.element(page.getByText('no key set')).toBeVisible();
    expect([...document.querySelectorAll('.key-list > dl kbd')].map((key) => key.textContent)).toEqual([
      'Alt',
      'Shift',
      'H',
    ]);
  });

  test('devices are told apart in plain words; one is signed out after a question', async () => {
    show(conversationOf([]), '#settings');
    await expect.element(page.getByText('Chrome on Linux')).toBeVisible();
    await expect.element(page.getByText('this device', { exact: true })).toBeVisible();
    const facts = () => [...document.querySelectorAll('.device')].map(({ textContent }) => textContent ?? '');
    expect(facts()[0]).toContain('last used: within the last day');
    expect(facts()[1]).toContain('signed in: 2 weeks ago · last used: last week');
    expect(facts()[2]).toContain('A browser that did not say its name');
    expect(facts()[0]).not.toContain('Sign out');
    await button('Sign out: Firefox on Android, signed in 2 weeks ago').click();
    expect(asked()).toEqual([]);
    // By keyboard: the question has the focus, and Tab reaches the way back.
    await expect.element(button('Sign that device out')).toHaveFocus();
    await userEvent.keyboard('{Tab}{Enter}');
    await expect.element(button('Sign out: Firefox on Android, signed in 2 weeks ago')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    answers['account.sessions'] = { ok: true, sessions: devices().slice(0, 1) };
    await button('Sign that device out').click();
    await expect.poll(asked).toEqual([['account.endSessions', { session: idOf('phone') }]]);
    await expect.element(page.getByText('You are signed in on this device only.')).toBeVisible();
  });

  test('all other devices are signed out at once', async () => {
    show(conversationOf([]), '#settings');
    await button('Sign out everywhere else').click();
    await button('Sign out all the others').click();
    await expect.poll(asked).toEqual([['account.endSessions', { session: null }]]);
  });

  test('where the endpoint does not answer it is said, and can be asked again', async () => {
    answers['account.sessions'] = { ok: false, code: 'unreachable' };
    show(conversationOf([]), '#settings');
    await expect.element(page.getByText(/The endpoint cannot be reached/)).toBeVisible();
    answers['account.sessions'] = { ok: true, sessions: devices() };
    await button('Try again').click();
    await expect.element(page.getByText('Chrome on Linux')).toBeVisible();
  });

  test('a code for one more device is shown as long as it is good', async () => {
    answers['account.deviceCode'] = {
      ok: true,
      code: 'K7QM-3XWT',
      expires: new Date(Date.now() + 600_000).toISOString(),
    };
    show(conversationOf([]), '#settings');
    await button('Add a device').click();
    await expect.element(page.getByText('K7QM-3XWT')).toBeVisible();
    await expect.element(page.getByText(/^Good once, until/)).toBeVisible();
    answers['account.deviceCode'] = { ok: true, code: 'AAAA-BBBB', expires: new Date(Date.now() + 300).toISOString() };
    await button('Get a new code').click();
    await expect.element(page.getByText('This code is too old by now.')).toBeVisible();
    expect(document.body.textContent).not.toContain('AAAA-BBBB');
    await button('Put it away').click();
    await expect.element(button('Add a device')).toBeVisible();
  });

  test('somebody new signs in by a code, a guest goes over to another account by one', async () => {
    show(newcomer(), '#settings');
    await page.getByRole('radio', { name: 'By a code' }).click();
    await userEvent.fill(page.getByLabelText('Endpoint address'), 'https://notes.example.org');
    await userEvent.fill(page.getByLabelText('Code', { exact: true }), 'k7qm 3xwt');
    await button('Sign in').click();
    const given = { endpoint: 'https://notes.example.org', code: 'k7qm 3xwt' };
    await expect.poll(asked).toEqual([['account.signInByCode', given]]);
    document.body.replaceChildren();
    calls.length = 0;
    answers['account.signInByCode'] = { ok: false, code: 'waiting' };
    const { me } = conversationOf([]);
    show(conversationOf([], { me: { ...me, email: null } }), '#settings');
    await page.getByText('Use another account of yours here').click();
    await userEvent.fill(page.getByLabelText('Code', { exact: true }), 'k7qm 3xwt');
    await button('Go over to that account').click();
    await expect.poll(asked).toEqual([['account.signInByCode', { ...given, takeAlong: true }]]);
    await expect.element(page.getByText(/have not been sent yet/)).toBeVisible();
  });

  test('a passkey is removed after a question; where none can be made it is said why', async () => {
    show(conversationOf([]), '#settings');
    await button('Remove the passkey made with Chrome on macOS').click();
    expect(asked()).toEqual([]);
    answers['passkey.list'] = { ok: true, passkeys: [] };
    await button('Remove this passkey').click();
    await expect.poll(asked).toEqual([['passkey.remove', { passkey: idOf('key') }]]);
    await expect.element(page.getByText('Made with Chrome on macOS')).not.toBeInTheDocument();
    answers['passkey.options'] = { ok: false, code: 'no_passkeys' };
    await button('Add a passkey').click();
    await expect.element(page.getByText(/Passkeys need an endpoint whose address is a name/)).toBeVisible();
  });

  test('a token for a tool is shown once, copied, and ended after a question', async () => {
    const entry = { id: idOf('token'), name: 'Obsidian', created: daysAgo(1), used: null };
    answers['token.make'] = { ok: true, token: `cp_${'x'.repeat(43)}`, entry };
    show(conversationOf([]), '#settings');
    await expect.element(page.getByText('https://notes.example.org/api/')).toBeVisible();
    await userEvent.fill(page.getByLabelText('Name of the tool'), ' Obsidian ');
    answers['token.list'] = { ok: true, tokens: [entry] };
    await button('Make an access token').click();
    await expect.poll(asked).toEqual([['token.make', { name: 'Obsidian' }]]);
    await expect.element(page.getByText(`cp_${'x'.repeat(43)}`)).toBeVisible();
    await expect.element(button('Copy token')).toBeVisible();
    await expectAccessible();
    await button('Put it away').click();
    await expect.element(page.getByText(`cp_${'x'.repeat(43)}`)).not.toBeInTheDocument();
    await button('End the access token of Obsidian').click();
    answers['token.list'] = { ok: true, tokens: [] };
    await button('End this token').click();
    await expect.poll(asked).toEqual([
      ['token.make', { name: 'Obsidian' }],
      ['token.end', { token: idOf('token') }],
    ]);
    await expect.element(page.getByText('Obsidian', { exact: true })).not.toBeInTheDocument();
  });

  test('an endpoint that knows no tokens is not offered for any', async () => {
    answers['token.list'] = { ok: false, code: 'not_found' };
    show(conversationOf([]), '#settings');
    await expect.element(page.getByText('Other tools')).not.toBeInTheDocument();
    await expect.element(page.getByText('Passkeys')).toBeVisible();
  });

  test('an account is deleted only after its consequences were told and its name was typed', async () => {
    answers['account.fate'] = { ok: true, fate: fate() };
    show(conversationOf([]), '#settings');
    await button('Delete account and data…').click();
    await expect
      .element(page.getByText('Reading circle: you own it. It goes to Tomás, with the notes of the others.'))
      .toBeVisible();
    const told = [...document.querySelectorAll('.fate li')].map(({ textContent }) => textContent);
    expect(told).toEqual([
      'Nobody came: nobody else is in it, so it is removed with everything in it.',
      'Reading circle: you own it. It goes to Tomás, with the notes of the others.',
      '3 private notes are removed, from this device too.',
      'Reading circle: notes of yours that are removed everywhere: 12. Answers to them stay.',
      'Groups you have left: notes of yours that are removed there: 2.',
      expect.stringContaining('Former member'),
      expect.stringContaining('backups'),
    ]);
    const last = button('Delete everything for good');
    await userEvent.fill(page.getByLabelText('Your name'), 'Nadia');
    await userEvent.fill(page.getByLabelText('Password'), 'nineteen years');
    await last.click();
    await expect.element(page.getByText('That is not the name. Type: Nadia Benali')).toBeVisible();
    expect(asked()).toEqual([['account.fate', {}]]);
    answers['account.delete'] = { ok: false, code: 'wrong_password' };
    await userEvent.fill(page.getByLabelText('Your name'), 'Nadia Benali');
    await last.click();
    await expect.element(page.getByText(/password is wrong/)).toBeVisible();
    expect(asked().at(-1)).toEqual(['account.delete', { password: 'nineteen years' }]);
    await button('Cancel').click();
    await expect.element(button('Delete account and data…')).toBeVisible();
  });
});

describe('single sign-on', () => {
  const school = (name = 'The School') => ({
    ok: true,
    singleSignOn: { name, start: 'https://notes.example.org/account/v1/oidc/start' },
  });
  const schoolLink = () => page.getByRole('link', { name: 'Sign in with The School' });

  test('is offered when the address is whole, and ends with a code', async () => {
    answers['account.signInWays'] = school();
    show(newcomer(), '#settings');
    const address = page.getByLabelText('Endpoint address');
    await userEvent.fill(address, '');
    await userEvent.type(address, 'https://notes.example.org');
    expect(askedWays()).toEqual([]);
    await userEvent.keyboard('{Tab}');
    expect(await follow('Sign in with The School')).toBe('https://notes.example.org/account/v1/oidc/start');
    expect(askedWays()).toEqual([{ endpoint: 'https://notes.example.org' }]);
    await expect.element(page.getByText(/At its end it shows a code/)).toBeVisible();
    await userEvent.fill(page.getByLabelText('Code', { exact: true }), 'K7QM-3XWT');
    await button('Sign in').click();
    await expect
      .poll(asked)
      .toEqual([['account.signInByCode', { endpoint: 'https://notes.example.org', code: 'K7QM-3XWT' }]]);
  });

  test('gives the code to whose tab showed it, not to an endpoint that sent there', async () => {
    const elsewhere = 'https://elsewhere.example.org';
    answers['account.signInWays'] = school();
    show(newcomer(), '#settings');
    await userEvent.fill(page.getByLabelText('Endpoint address'), elsewhere);
    await userEvent.keyboard('{Tab}');
    await follow('Sign in with The School');
    await userEvent.fill(page.getByLabelText('Code', { exact: true }), 'K7QM-3XWT');
    await button('Sign in').click();
    await expect.poll(() => asked().at(-1)?.[1]).toMatchObject({ endpoint: 'https://notes.example.org' });

    const { me, sync } = conversationOf([]);
    show(conversationOf([], { me: { ...me, email: null }, sync: { ...sync, endpoint: elsewhere } }), '#settings');
    await page.getByText('Use another account of yours here').click();
    await follow('Sign in with The School');
    await userEvent.fill(page.getByLabelText('Code', { exact: true }), 'K7QM-3XWT');
    await button('Go over to that account').click();
    await expect.poll(() => asked().at(-1)?.[1]).toMatchObject({ endpoint: 'https://notes.example.org' });
  });

  test('is not offered by an endpoint that has none, does not answer, or is another by now', async () => {
    show(newcomer(), '#settings');
    const address = page.getByLabelText('Endpoint address');
    for (const [endpoint, answer] of [
      ['https://notes.example.org', { ok: true, singleSignOn: null }],
      ['https://older.example.org', { ok: false, code: 'not_found' }],
      ['https://school.example.org', school()],
      ['https://plain.example.org', { ok: true, singleSignOn: null }],
    ] as const) {
      answers['account.signInWays'] = answer;
      await userEvent.fill(address, endpoint);
      await userEvent.keyboard('{Tab}');
      await expect.poll(() => askedWays().at(-1)).toEqual({ endpoint });
      await expect.poll(() => schoolLink().elements().length).toBe(endpoint.includes('school') ? 1 : 0);
    }
  });

  test('a guest who is here goes over by it', async () => {
    answers['account.signInWays'] = school('<b>Lycée</b> مدرسة');
    const { me } = conversationOf([]);
    show(conversationOf([], { me: { ...me, email: null } }), '#settings');
    await page.getByText('Use another account of yours here').click();
    // a name that runs the other way is isolated
    await follow('Sign in with \u2068<b>Lycée</b> مدرسة\u2069');
    await userEvent.fill(page.getByLabelText('Code', { exact: true }), 'K7QM-3XWT');
    await expectAccessible();
    await page.viewport(360, 700);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
    await button('Go over to that account').click();
    await expect.poll(() => asked().at(-1)?.[1]).toMatchObject({ takeAlong: true });
  });
});

test('settings with a code, a question and the end of an account, narrow too', async () => {
  answers['account.fate'] = { ok: true, fate: fate() };
  answers['account.deviceCode'] = {
    ok: true,
    code: 'K7QM-3XWT',
    expires: new Date(Date.now() + 600_000).toISOString(),
  };
  show(conversationOf([]), '#settings');
  await button('Add a device').click();
  await button('Sign out everywhere else').click();
  await button('Delete account and data…').click();
  await expect.element(button('Delete everything for good')).toBeVisible();
  await expectAccessible();
  await page.viewport(360, 700);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
  await expectAccessible();
});
