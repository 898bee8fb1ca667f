import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { NO_BACKUPS } from '../../src/core/backup.ts';
import { expectAccessible } from './accessible.ts';
import { conversationOf, sampleNotes } from './sample.ts';
import { answers, button, calls, permission, room, saved, show } from './stage.tsx';

const NOW = Date.now();
const SEARCH = 'Search words, quotes, tags and names';
const search = () => page.getByLabelText(SEARCH);
const rows = () => [...document.querySelectorAll<HTMLElement>('.note-row .row-go')];
const focused = () => document.activeElement?.closest('[data-row]')?.getAttribute('data-row');
const count = () => document.querySelector('.list-head [role=status]')?.textContent;

/** Many notes, the newest first: `note 0`, `note 1` … */
function many(total: number) {
  const [first] = sampleNotes(NOW).filter(({ kind }) => kind === 'comment');
  if (!first) throw new Error('no note');
  return Array.from({ length: total }, (_, at) => ({
    ...first,
    id: `n${String(at).padStart(21, '0')}`,
    parent: null,
    mine: at % 2 === 0,
    text: `note ${at}`,
    created: new Date(NOW - at * 60_000).toISOString(),
  }));
}

async function showNotes(total = 500) {
  const shown = show(conversationOf(many(total)));
  await page.getByRole('radio', { name: 'Notes' }).click();
  await expect.poll(rows).not.toHaveLength(0);
  return shown;
}

describe('the list of notes', () => {
  test('has only what is in sight in the document, and says how many there are', async () => {
    await showNotes(20_000);
    expect(document.querySelectorAll('.virtual-row').length).toBeLessThan(40);
    expect(document.querySelector('.virtual-row')?.getAttribute('aria-setsize')).toBe('20000');
    scrollTo(0, document.body.scrollHeight / 2);
    await expect.poll(() => rows()[3]?.textContent).toMatch(/note (9|10)\d\d\d/);
  });

  test('arrows, Home and End go from note to note, also to those that were not drawn', async () => {
    await showNotes();
    rows()[0]?.focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    await expect.poll(focused).toBe('1');
    await userEvent.keyboard('{End}');
    await expect.poll(focused).toBe('499');
    await expect.element(page.getByText('note 499', { exact: true })).toBeInViewport();
    await userEvent.keyboard('{Home}');
    await expect.poll(focused).toBe('0');
  });

  test('Space selects, Shift goes on to the next, Enter opens the page at the passage', async () => {
    await showNotes();
    rows()[0]?.focus();
    await userEvent.keyboard(' {Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    await expect.element(page.getByText('Selected: 3')).toBeVisible();
    await userEvent.keyboard(' ');
    await expect.element(page.getByText('Selected: 2')).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(calls).toEqual([['note.open', { id: many(3)[2]?.id }]]);
  });

  test('a page that cannot be opened is said with its address', async () => {
    answers['note.open'] = { ok: false, code: 'not_found' };
    await showNotes(3);
    rows()[0]?.click();
    await expect.element(page.getByText(/This page cannot be opened from here/)).toBeVisible();
  });
});

describe('with the selected notes', () => {
  async function selectAll(total: number) {
    const shown = await showNotes(total);
    await page.getByRole('checkbox').first().click();
    await button('Select all').click();
    await expect.element(page.getByText(`Selected: ${total}`)).toBeVisible();
    return shown;
  }

  test('deleting goes batch by batch, says what was left, and is undone as one', async () => {
    const ids = many(300).map(({ id }) => id);
    await selectAll(300);
    answers['notes.delete'] = { done: ids.slice(0, 100) };
    answers['notes.restore'] = { done: ids.slice(0, 100) };
    await button('Delete').click();
    await expect.element(page.getByText(/Deleted: 200 · Left as they are.*: 100/)).toBeVisible();
    expect(calls.map(([, params]) => (params as { ids: string[] }).ids.length)).toEqual([200, 100]);
    await button('Undo').click();
    await expect.element(page.getByText('Undone: 100', { exact: false })).toBeVisible();
    expect(calls.slice(2).every(([method]) => method === 'notes.restore')).toBe(true);
  });

  test('tags are added to those that lack them', async () => {
    await selectAll(3);
    answers['notes.retag'] = { done: many(3).map(({ id }) => ({ id, add: [], remove: ['sea'] })), same: 0 };
    await button('Add tags').first().click();
    await userEvent.fill(page.getByRole('combobox', { name: 'Tags' }), 'sea, moon');
    await button('Add tags').last().click();
    await expect.element(page.getByText('Tags changed: 3')).toBeVisible();
    const [, params] = calls[0] ?? [];
    // The tags alone that are meant: others may come meanwhile.
    expect(params).toEqual({
      notes: many(3).map(() => ({ id: expect.any(String), add: ['sea', 'moon'], remove: [] })),
    });
  });

  test('moving says what becomes of the notes first', async () => {
    await selectAll(2);
    answers['notes.move'] = { done: [] };
    await button('Move').click();
    await expect.element(page.getByText(/a copy is made there/)).toBeVisible();
    await userEvent.selectOptions(page.getByLabelText('To this group'), 'Thursday poems');
    await button('Move').last().click();
    await expect.poll(() => calls[0]).toMatchObject(['notes.move', { group: expect.stringMatching(/^other/) }]);
  });

  test('they are exported', async () => {
    await selectAll(3);
    await page
      .getByRole('region', { name: 'With the selected notes' })
      .getByRole('button', { name: 'Export…' })
      .click();
    await page.getByRole('button', { name: /^Markdown/ }).click();
    await expect.poll(() => saved).toHaveLength(1);
  });
});

describe('the search', () => {
  test('marks what was found, also other forms of the word', async () => {
    show(conversationOf(sampleNotes(NOW)));
    await userEvent.fill(search(), 'committees ');
    await expect.poll(() => document.querySelector('.virtual mark')?.textContent?.toLowerCase()).toMatch(/^committee/);
  });

  test('says what it does not understand, and searches all the same', async () => {
    show(conversationOf(sampleNotes(NOW)));
    await userEvent.fill(search(), 'author:nadia kind:poem before:soon');
    await expect.element(page.getByText(/There is no filter “author:nadia”/)).toBeVisible();
    await expect.element(page.getByText(/“poem” is not known here/)).toBeVisible();
    await expect.element(page.getByText(/“soon” is not a date/)).toBeVisible();
  });

  test('/ leads to it, and a choice of a filter is written into it', async () => {
    show(conversationOf(sampleNotes(NOW)));
    await expect.element(page.getByRole('link', { name: 'Appointments with the sea' })).toBeVisible();
    await userEvent.keyboard('/');
    await expect.element(search()).toHaveFocus();
    await userEvent.selectOptions(page.getByLabelText('Kind'), 'question');
    await expect.element(search()).toHaveValue('kind:question');
  });

  test('new notes are found while it stands', async () => {
    const shown = show(conversationOf(sampleNotes(NOW)));
    await userEvent.fill(search(), 'brandnewword');
    await expect.element(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
    const [first, ...rest] = sampleNotes(NOW);
    if (!first) throw new Error('no note');
    shown.library(conversationOf([{ ...first, text: 'a brandnewword here' }, ...rest]));
    await expect.poll(count).toBe('Notes: 1 · documents: 1');
  });

  test('how far the index has come is told', async () => {
    const { catalog } = show(conversationOf(sampleNotes(NOW)));
    await expect.element(page.getByRole('link', { name: 'Appointments with the sea' })).toBeVisible();
    catalog.tell({ news: 'progress', progress: { done: 2000, of: 100_000 } });
    await expect.element(page.getByText(/Getting notes ready to search: .?2,000.? of .?100,000/)).toBeVisible();
  });

  test('is saved by name, chosen again, and deleted with an undo', async () => {
    answers['search.save'] = { id: 's'.repeat(22) };
    const shown = show(conversationOf(sampleNotes(NOW)));
    await userEvent.fill(search(), 'is:unanswered');
    await button('Save this search').click();
    await userEvent.fill(page.getByLabelText('Name of the search'), 'Open');
    await button('Save').click();
    expect(calls).toEqual([['search.save', { name: 'Open', query: 'is:unanswered' }]]);
    const searches = [{ id: 's'.repeat(22), name: 'Open', query: 'is:unanswered', at: new Date(NOW).toISOString() }];
    shown.library(conversationOf(sampleNotes(NOW), { searches }));
    await button('Open').click();
    await expect.element(search()).toHaveValue('');
    await button('Open').click();
    await expect.element(search()).toHaveValue('is:unanswered');
    await page.getByRole('button', { name: /Delete the search/ }).click();
    await button('Undo').click();
    expect(calls.slice(1)).toEqual([
      ['search.forget', { id: 's'.repeat(22) }],
      ['search.save', { name: 'Open', query: 'is:unanswered' }],
    ]);
  });
});

describe('backups', () => {
  test('are turned on once the browser allows downloads, and the first is made at once', async () => {
    show(conversationOf([]), '#settings');
    permission.isGranted = false;
    await button('Turn on backups').click();
    await expect.element(page.getByText(/did not allow downloads/)).toBeVisible();
    expect(calls.map(([method]) => method)).not.toContain('backup.choose');
    permission.isGranted = true;
    await button('Turn on backups').click();
    await expect
      .poll(() => calls.map(([method]) => method))
      .toEqual(expect.arrayContaining(['backup.choose', 'backup.make']));
  });

  test('say when the last was made and that one failed', async () => {
    const at = new Date(NOW - 3 * 86_400_000).toISOString();
    show(conversationOf([], { backup: { ...NO_BACKUPS, isOn: true, last: at, failed: at } }), '#settings');
    await expect.element(page.getByText('Last backup: 3 days ago')).toBeVisible();
    await expect.element(page.getByText(/The last backup did not work/)).toBeVisible();
  });
});

test('little room on the device is told', async () => {
  room.left = 20_000_000;
  show(conversationOf(sampleNotes(NOW)));
  await expect.element(page.getByText(/Little room is left on this device: .?20 MB/)).toBeVisible();
});

test('axe finds nothing in a list of notes with some selected', async () => {
  show(conversationOf(sampleNotes(NOW)));
  await userEvent.fill(search(), 'the ');
  await page.getByRole('checkbox').first().click();
  await button('Add tags').click();
  await expectAccessible();
});
