import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Library as Content } from '../../src/store/read-library.ts';
import { standsOut, zoomIn } from '../ui/narrow.ts';
import { expectAccessible } from './accessible.ts';
import { conversationOf, ESSAY, newcomer, sampleNotes, troubled } from './sample.ts';
import { answers, button, calls, exportAs, heading, savedText, show } from './stage.tsx';

const NOW = Date.now();
const SEARCH = 'Search words, quotes, tags and names';

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

  test('a link to a note in the search leads to its page, or it is said why not', async () => {
    show(conversationOf(sampleNotes(NOW)));
    const link = `https://notes.example/a/${'n'.repeat(22)}`;
    await userEvent.fill(page.getByLabelText('Search words, quotes, tags and names'), link);
    await expect.element(page.getByText('This is a link to a note.')).toBeVisible();
    await button('Open the page at the note').click();
    expect(calls).toContainEqual(['link.open', { link }]);
    for (const [code, words] of [
      ['not_found', 'is not on this device'],
      ['not-ours', 'another endpoint than yours'],
    ] as const) {
      answers['link.open'] = { ok: false, code };
      await button('Open the page at the note').click();
      await expect.poll(() => document.querySelector('.search ~ .notice')?.textContent).toContain(words);
    }
  });

  test('the choice of a group is written into the search, and narrows list and export', async () => {
    show(conversationOf(sampleNotes(NOW)));
    await userEvent.selectOptions(page.getByLabelText('Group'), 'Thursday poems');
    await expect.element(heading('Nothing found')).toBeVisible();
    await expect.element(page.getByLabelText(SEARCH)).toHaveValue('in:"Thursday poems"');
    expect(button('Export: All notes').elements()).toHaveLength(0);
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
    await exportAs('Not sent', /HTML/);
    expect(savedText()).toContain(`${refused.length} notes, exported`);
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
    await exportAs('Lost passages', /HTML/);
    expect(savedText()).toContain('2 notes, exported');
    expect(savedText()).toContain('passage lost');
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

  test('its hosts say what colours mean, others see it', async () => {
    const library = conversationOf([]);
    show({ ...library, groups: library.groups.map((one) => ({ ...one, legend: { green: 'evidence' } })) }, '#groups');
    await expect.element(page.getByRole('list', { name: 'What colours mean' })).toHaveTextContent('abevidence');
    await page.getByText('What colours mean').nth(1).click();
    const form = page.getByRole('form', { name: 'What colours mean in Reading circle: Measures and margins' });
    await expect.element(form.getByLabelText('Green means')).toHaveValue('evidence');
    await userEvent.fill(form.getByLabelText('Pink means'), 'unclear');
    await form.getByRole('button', { name: 'Save names' }).click();
    const circle = library.groups.find(({ role, personal }) => role === 'owner' && !personal);
    await expect
      .poll(() => calls)
      .toEqual([['group.setLegend', { group: circle?.id, legend: { green: 'evidence', pink: 'unclear' } }]]);
    await expect.element(page.getByText('Saved.')).toBeVisible();
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

test('the list of keys comes by ?, also where nothing has the focus', async () => {
  show(conversationOf([]), '#groups');
  // Gives the frame the keyboard, and nothing in it the focus.
  await heading('Groups').click();
  expect(document.activeElement).toBe(document.body);
  await userEvent.keyboard('?');
  await expect.element(page.getByRole('dialog')).toBeVisible();
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

  test('on a narrow screen', async () => {
    await page.viewport(360, 700);
    show(troubled(NOW), '#not-sent');
    await expect.element(page.getByRole('main')).toBeVisible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
    await expectAccessible();
  });
});

test.each<[string, () => Content, string]>([
  ['notes', () => conversationOf(sampleNotes(NOW)), '#'],
  ['document', () => conversationOf(sampleNotes(NOW)), ESSAY],
  ['lost passages', () => withLost().library, '#lost'],
  ['not sent', () => troubled(NOW), '#not-sent'],
  ['for you', () => conversationOf([]), '#for-you'],
  ['groups', () => conversationOf([]), '#groups'],
  ['settings', () => conversationOf([]), '#settings'],
  ['settings, signed out', newcomer, '#settings'],
  ['welcome', newcomer, '#welcome'],
])('at 400 % zoom nothing of %s is to be scrolled for sideways', async (_name, library, place) => {
  await zoomIn();
  show(library(), place);
  await expect.element(page.getByRole('main')).toBeInTheDocument();
  expect(standsOut()).toEqual([]);
});
