import '../setup-i18n.ts';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Note } from '../../src/core/note.ts';
import { Library } from '../../src/library/library.tsx';
import type { LibraryPorts } from '../../src/library/ports.ts';
import { fromPages } from '../../src/protocol/from-pages.ts';
import type { Library as Content } from '../../src/store/read-library.ts';
import { mountPage } from '../../src/ui/mount.tsx';
import { expectAccessible } from './accessible.ts';
import { conversationOf, newcomer, sampleNotes, troubled } from './sample.ts';

const NOW = Date.now();
const ESSAY = '#document/%2F%2Freadings.example.org%2Freadings%2Fthe-same-page-again.html';

let calls: [string, unknown][];
let saved: { name: string; mediaType: string; text: string }[];
let answers: Record<string, unknown>;

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
/** What was asked beside the lists of devices and passkeys, which the settings always ask for. */
const asked = () => calls.filter(([method]) => method !== 'account.sessions' && method !== 'passkey.list');

beforeEach(async () => {
  calls = [];
  saved = [];
  answers = {
    'account.sessions': { ok: true, sessions: devices() },
    'passkey.list': { ok: true, passkeys: passkeysOf() },
  };
  await page.viewport(1100, 800);
});
afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', location.pathname + location.search);
});

function show(library: Content, place = '#') {
  history.replaceState(null, '', place);
  const tell: { library?: (library: Content) => void } = {};
  const ports: LibraryPorts = {
    call: async (method, params) => {
      v.parse(fromPages[method].params, params);
      calls.push([method, params]);
      return v.parse(fromPages[method].answer, answers[method] ?? { ok: true });
    },
    watchAll: (tellLibrary) => {
      tell.library = tellLibrary;
      tellLibrary(library);
    },
    shortcuts: async () => [
      { command: 'highlight-selection', keys: 'Alt+Shift+H' },
      { command: 'show-margin', keys: '' },
    ],
    save: (name, mediaType, text) => void saved.push({ name, mediaType, text }),
  };
  mountPage(<Library ports={ports} />, 'Library');
  return tell;
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const heading = (name: string | RegExp) => page.getByRole('heading', { name });

describe('notes by document', () => {
  test('each has its title, site, count and last activity; the newest stands first', async () => {
    show(conversationOf(sampleNotes(NOW)));
    await expect.element(page.getByRole('link', { name: 'Appointments with the sea' })).toBeVisible();
    const documents = [...document.querySelectorAll('.document')].map((one) => one.textContent);
    expect(documents).toHaveLength(3);
    expect(documents[0]).toContain('Appointments with the sea');
    expect(documents[0]).toMatch(/readings\.example\.org · 2\d notes · \d days ago/);
  });

  test('a search narrows them and shows what it found', async () => {
    show(conversationOf(sampleNotes(NOW)));
    await userEvent.fill(page.getByLabelText('Search words, quotes, tags and names'), 'ramen');
    await expect.element(page.getByText('Notes: 1 · documents: 1')).toBeVisible();
    await expect.element(page.getByText(/There is a ramen shop in Fukuoka/)).toBeVisible();
    await userEvent.fill(page.getByLabelText('Search words, quotes, tags and names'), 'no such words');
    await expect.element(heading('Nothing found')).toBeVisible();
  });

  test('the choice of a group narrows list and export', async () => {
    show(conversationOf(sampleNotes(NOW)));
    await userEvent.selectOptions(page.getByLabelText('Group'), 'Thursday poems');
    await expect.element(heading('Nothing found')).toBeVisible();
    await expect.element(button('Markdown')).toBeDisabled();
  });

  test('threads stand whole in a document, in the order of its text', async () => {
    show(conversationOf(sampleNotes(NOW)), ESSAY);
    await expect.element(heading('The same page again')).toBeVisible();
    const link = page.getByRole('link', { name: /Open the page at/ });
    await expect
      .element(link)
      .toHaveAttribute('href', 'https://readings.example.org/readings/the-same-page-again.html');
    const text = document.querySelector('.passages')?.textContent ?? '';
    const order = [
      'Welcome, everyone',
      'have had an event',
      'committed queues',
      'committee',
      'grandmother',
      'I learned everything',
    ];
    const places = order.map((words) => text.indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('Back leads to the list', async () => {
    show(conversationOf(sampleNotes(NOW)));
    await page.getByRole('link', { name: 'The same page again' }).click();
    await expect.element(heading('The same page again')).toBeVisible();
    history.back();
    await expect.element(heading('Notes')).toBeVisible();
  });

  test('a document that is gone says so', async () => {
    show(conversationOf([]), '#document/%2F%2Fgone.example');
    await expect.element(heading('No notes on this page any more')).toBeVisible();
  });

  test('an empty library leads to the first steps', async () => {
    show(newcomer());
    await page.getByRole('link', { name: 'First steps' }).last().click();
    await expect.element(heading('Read together, on any page')).toBeVisible();
  });
});

describe('export', () => {
  test('a document as Markdown', async () => {
    show(conversationOf(sampleNotes(NOW)), ESSAY);
    await button('Markdown').click();
    expect(saved).toEqual([
      {
        name: expect.stringMatching(/^commonplace-the-same-page-again-\d{4}-\d\d-\d\d\.md$/),
        mediaType: 'text/markdown',
        text: expect.stringContaining('# The same page again\n\n<https://readings.example.org/'),
      },
    ]);
  });

  test('everything as JSON-LD, with every note in it', async () => {
    const notes = sampleNotes(NOW);
    show(conversationOf(notes));
    await button('W3C Web Annotation (JSON-LD)').click();
    const [file] = saved;
    expect(file?.mediaType).toBe('application/ld+json');
    expect(JSON.parse(file?.text ?? '{}')).toMatchObject({ type: 'AnnotationCollection', total: notes.length });
  });

  test('of a group one has left, whose notes are locked, only one’s own words go out', async () => {
    const notes = sampleNotes(NOW).map((note): Note => ({ ...note, group: { ...note.group, left: 'lock' } }));
    show(conversationOf(notes));
    const everything = page.getByRole('group', { name: /^Export/ }).first();
    await expect.element(everything.getByText("without others' words from groups you have left")).toBeVisible();
    await everything.getByRole('button', { name: 'W3C Web Annotation (JSON-LD)' }).click();
    for (const { text, mine } of notes.filter(({ text: words }) => words !== '')) {
      expect([text, saved[0]?.text.includes(JSON.stringify(text))]).toEqual([text, mine]);
    }
  });

  test('one group alone', async () => {
    const [first, ...rest] = sampleNotes(NOW);
    if (!first) throw new Error('no note');
    const poems = conversationOf([]).groups.find(({ name }) => name === 'Thursday poems');
    if (!poems) throw new Error('no group');
    show(conversationOf([{ ...first, group: poems }, ...rest]), '#groups');
    await page.getByRole('group', { name: 'Export Thursday poems' }).getByRole('button', { name: 'Markdown' }).click();
    expect(saved[0]?.text).toContain('\nnotes: 1\n');
  });
});

describe('not sent', () => {
  test('each has its words, the reason, and what can be done', async () => {
    const trouble = troubled(NOW);
    show(trouble, '#not-sent');
    const refused = trouble.notes.filter(({ send }) => send.state === 'refused');
    await expect.poll(() => document.querySelectorAll('.card')).toHaveLength(refused.length);
    await expect.element(page.getByText(/Your role in this group does not allow that/).first()).toBeVisible();
    await button('Send again').first().click();
    const discard = button('Discard').first();
    await discard.click();
    expect(calls).toEqual([['outbox.retry', { note: refused[0]?.id }]]);
    await button('Discard for good').click();
    await button('Send all again').click();
    await expect
      .poll(() => calls.slice(1))
      .toEqual([
        ['outbox.discard', { note: refused[0]?.id }],
        ['outbox.retry', { note: null }],
      ]);
    await button('Markdown').click();
    expect(saved[0]?.text).toContain(`\nnotes: ${refused.length}\n`);
  });

  test('a refused change of a group is told too', async () => {
    const { sync } = conversationOf([]);
    show(conversationOf([], { sync: { ...sync, refused: 1 } }), '#not-sent');
    await expect.element(page.getByText('1 change of a group was not accepted either.')).toBeVisible();
  });

  test('the place is not offered while there is nothing', async () => {
    show(conversationOf([]));
    await expect.element(page.getByRole('navigation')).toBeVisible();
    expect(page.getByRole('link', { name: /Not sent/ }).elements()).toHaveLength(0);
  });
});

/** The first two passages of the essay: one lost, one unsure. */
function withLost(): { library: Content; lost: string; unsure: string } {
  const notes = sampleNotes(NOW);
  const [lost, unsure] = notes.filter(({ quote, target }) => quote !== '' && target.source.includes('same-page'));
  if (!lost || !unsure) throw new Error('no passages');
  const at = new Date(NOW - 3 * 86_400_000).toISOString();
  const unplaced = new Map([
    [lost.id, { id: lost.id, state: 'lost' as const, at }],
    [unsure.id, { id: unsure.id, state: 'unsure' as const, at }],
  ]);
  return { library: conversationOf(notes, { unplaced }), lost: lost.quote, unsure: unsure.quote };
}

describe('lost passages', () => {
  test('stand with their quotes, what is known of them and since when, and the way to the page', async () => {
    const { library, lost, unsure } = withLost();
    const tell = show(library);
    await page.getByRole('link', { name: 'Lost passages 2' }).click();
    await expect.element(heading('Lost passages')).toBeVisible();
    const cards = () => [...document.querySelectorAll('.card')].map(({ textContent }) => textContent ?? '');
    await expect.poll(cards).toHaveLength(2);
    expect(cards().find((words) => words.includes(lost))).toContain(
      'not on its page any more · last looked for: 3 days ago',
    );
    expect(cards().find((words) => words.includes(unsure))).toContain('its place is unsure');
    await expect
      .element(page.getByRole('link', { name: /Open the page at/ }))
      .toHaveAttribute('href', 'https://readings.example.org/readings/the-same-page-again.html');
    // Found again: nothing is left to be done.
    tell.library?.(conversationOf(library.notes));
    await expect.element(heading('No passage is lost')).toBeVisible();
  });

  test('are marked in their document, and nothing else is', async () => {
    const { library, lost } = withLost();
    show(library, ESSAY);
    await expect.poll(() => document.querySelectorAll('.quote-place')).toHaveLength(2);
    const marked = [...document.querySelectorAll('.passage')].find((one) => one.textContent?.includes(lost));
    expect(marked?.querySelector('.quote-place')?.textContent).toContain('not on its page any more');
  });

  test('can be exported by themselves', async () => {
    show(withLost().library, '#lost');
    await button('Markdown').click();
    expect(saved[0]?.text).toContain('\nnotes: 2\n');
  });

  test('the place is not offered while there are none', async () => {
    show(conversationOf(sampleNotes(NOW)));
    await expect.element(page.getByRole('navigation')).toBeVisible();
    expect(page.getByRole('link', { name: /Lost passages/ }).elements()).toHaveLength(0);
  });
});

describe('groups', () => {
  test('members and role are told; leaving asks first, an owner cannot', async () => {
    show(conversationOf([]), '#groups');
    await expect.element(page.getByText('6 members · you are its owner')).toBeVisible();
    expect(button('Leave Reading circle: Measures and margins').elements()).toHaveLength(0);
    await button('Leave Thursday poems').click();
    expect(calls).toEqual([]);
    await button('Leave this group').click();
    await expect.poll(() => calls).toEqual([['group.leave', { group: expect.stringMatching(/^other/) }]]);
  });

  test('its hosts choose what becomes of the notes on the devices of those who leave; nobody else is asked', async () => {
    const library = conversationOf([]);
    const groups = library.groups.map((group) =>
      group.role === 'owner' && !group.personal ? { ...group, onLeave: 'keep' as const } : group,
    );
    show({ ...library, groups }, '#groups');
    const choice = page.getByLabelText('When somebody leaves or is taken out');
    await expect.element(choice).toHaveDisplayValue('They keep a copy to read and export');
    expect(choice.elements()).toHaveLength(1);
    await userEvent.selectOptions(choice, 'The notes of others are deleted there');
    const circle = groups.find(({ role, personal }) => role === 'owner' && !personal);
    await expect.poll(() => calls).toEqual([['group.setLeavePolicy', { group: circle?.id, policy: 'remove' }]]);
  });

  test('starting one and joining one', async () => {
    answers['group.create'] = { group: 'x'.repeat(22) };
    show(conversationOf([]), '#groups');
    await userEvent.fill(page.getByLabelText('Name of the group'), 'Tide tables');
    await button('Start it').click();
    await userEvent.fill(page.getByLabelText('Invitation'), 'K7QM-3XWTP2');
    await button('Join').click();
    await expect
      .poll(() => calls)
      .toEqual([
        ['group.create', { name: 'Tide tables' }],
        ['group.join', { invitation: 'K7QM-3XWTP2', name: 'Nadia Benali' }],
      ]);
  });
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
    expect([...document.querySelectorAll('kbd')].map((key) => key.textContent)).toEqual(['Alt', 'Shift', 'H']);
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
    calls = [];
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
    await expect.element(page.getByText(/passkeys are bound to names/)).toBeVisible();
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

test('two thousand notes in one document come a part at a time, and one change draws one note anew', async () => {
  const sample = sampleNotes(NOW).filter(({ target }) => target.source.includes('same-page'));
  const again = (id: string, round: number) => `${String(round).padStart(4, '0')}${id.slice(0, 18)}`;
  const notes = Array.from({ length: Math.ceil(2000 / sample.length) }).flatMap((_, round) =>
    sample.map((note) => ({
      ...note,
      id: again(note.id, round),
      quote: note.quote && `${note.quote} ${round}`,
      parent: note.parent && again(note.parent, round),
    })),
  );
  const tell = show(conversationOf(notes), ESSAY);
  await expect.poll(() => document.querySelectorAll('.passage').length, { interval: 5 }).toBeGreaterThan(0);
  // The first passages stand while the rest is still to come.
  expect(document.querySelectorAll('.note').length).toBeLessThan(notes.length);
  await expect.poll(() => document.querySelectorAll('.note').length, { timeout: 20_000 }).toBe(notes.length);
  // A peer writes one more: only that one is drawn.
  const kept = document.querySelectorAll('.note')[1000];
  const [first, ...rest] = structuredClone(notes);
  if (!first) throw new Error('no note');
  tell.library?.(conversationOf([{ ...first, text: 'A new word.' }, ...rest]));
  await expect.element(page.getByText('A new word.')).toBeInTheDocument();
  expect(document.querySelectorAll('.note')[1000]).toBe(kept);
});

describe('axe finds nothing', () => {
  test.each<[string, () => Content, string]>([
    ['notes', () => conversationOf(sampleNotes(NOW)), '#'],
    ['document', () => conversationOf(sampleNotes(NOW)), ESSAY],
    ['lost passages', () => withLost().library, '#lost'],
    ['lost passages, none', () => conversationOf([]), '#lost'],
    ['document with lost passages', () => withLost().library, ESSAY],
    ['not sent', () => troubled(NOW), '#not-sent'],
    ['groups', () => conversationOf([]), '#groups'],
    ['settings', () => conversationOf([]), '#settings'],
    ['settings, signed out', newcomer, '#settings'],
    ['welcome', newcomer, '#welcome'],
  ])('%s', async (_name, library, place) => {
    show(library(), place);
    await expect.element(page.getByRole('main')).toBeVisible();
    await expectAccessible();
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

  test('on a narrow screen', async () => {
    await page.viewport(360, 700);
    show(troubled(NOW), '#not-sent');
    await expect.element(page.getByRole('main')).toBeVisible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
    await expectAccessible();
  });
});
