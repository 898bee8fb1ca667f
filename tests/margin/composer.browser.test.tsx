/** Writing in the margin: who will see it is always said, nothing typed is lost, nothing is saved twice. */
import '../setup-i18n.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Selector } from '../../src/core/selectors.ts';
import { openDraft } from '../../src/margin/draft.ts';
import { draftKey, formatPlace, openPlaceKey, parsePlace } from '../../src/margin/place.ts';
import { button, find, PAGE, press, readingNotes, settle, stage, type, type Stage } from './stage.tsx';
import { RpcError } from '../../src/platform/messages.ts';

let on: Stage;
afterEach(() => {
  document.body.style.opacity = '';
  on.end();
});

const DOCUMENT = '//readings.example.org/readings/appointments-with-the-sea.html';
const SELECTORS: Selector[] = [
  { type: 'TextQuoteSelector', exact: 'four decimals', prefix: 'with ', suffix: ', and' },
  { type: 'TextPositionSelector', start: 12, end: 25 },
];
const KEY = draftKey(DOCUMENT, { kind: 'passage', selectors: SELECTORS });
const compose = () => on.say({ type: 'compose', selectors: SELECTORS });
const text = () => find<HTMLTextAreaElement>(on.root, 'textarea');
const tags = () => find<HTMLInputElement>(on.root, '.composer input[role=combobox]');
const called = (method: string) => on.calls.filter((one) => one.method === method).map(({ params }) => params);
const isOpen = () => on.root.querySelector('.composer') !== null;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe('a new note', () => {
  test('on a passage: quote shown, focus in the text, audience named, saved by a real click', async () => {
    on = await stage();
    await compose();
    expect(find(on.root, '.composer .quote').textContent).toBe('four decimals');
    expect(document.activeElement).toBe(text());
    const audience = find<HTMLSelectElement>(on.root, '.composer select');
    expect(audience.selectedOptions[0]?.text).toBe('Reading circle: Measures and margins · 6 members');
    await userEvent.type(text(), 'So *precise*.');
    await userEvent.type(find(on.root, '.composer input[autocomplete]'), 'numbers, tides');
    await userEvent.click(button(on.root, 'Save note'));
    await expect.poll(isOpen).toBe(false);
    expect(called('note.create')).toEqual([
      {
        // Made by the composer: saving again after a lost answer makes no second note.
        id: expect.stringMatching(/^[\w-]{22}$/),
        kind: 'comment',
        text: 'So *precise*.',
        tags: ['numbers', 'tides'],
        group: on.conversation.writeTo,
        target: { source: PAGE.url, keys: [DOCUMENT], title: PAGE.title, selectors: SELECTORS },
        parent: null,
      },
    ]);
    await expect.poll(() => on.drafts.size).toBe(0);
    expect([...on.root.querySelectorAll('[role=status]')].map((one) => one.textContent)).toContain('Saved.');
  });

  test('in a colour, called as the group calls it; an edit can change it and take it away', async () => {
    const mine = {
      ...readingNotes().find((note) => note.mine && note.quote !== '')!,
      color: { name: 'pink' as const },
    };
    on = await stage([mine]);
    on.conversation.groups = on.conversation.groups.map((one) => ({ ...one, legend: { green: 'evidence' } }));
    await on.tell({ event: 'status' });
    await compose();
    const colors = () => [...on.root.querySelectorAll<HTMLLabelElement>('.color-choice')];
    expect(colors().map((one) => one.title)).toEqual(['No colour', 'Yellow', 'evidence', 'Blue', 'Pink', 'Purple']);
    await userEvent.click(colors()[2]!);
    await type(text(), 'Measured twice.');
    await press(text(), 'Enter', { ctrlKey: true });
    await expect.poll(isOpen).toBe(false);
    expect(called('note.create')[0]).toMatchObject({ color: 'green' });
    expect(find(on.root, '.note-foot .chip').textContent).toBe('abPink');

    await userEvent.click(button(on.root, 'Edit'));
    expect(find<HTMLInputElement>(on.root, '.color-choice:nth-of-type(5) input').checked).toBe(true);
    await userEvent.click(colors()[0]!);
    await press(text(), 'Enter', { ctrlKey: true });
    await expect.poll(() => called('note.edit')[0]).toMatchObject({ color: null, text: mine.text });
  });

  test('saved again after its answer was lost, it is the same note', async () => {
    on = await stage(readingNotes());
    await compose();
    await type(text(), 'Once is enough.');
    on.answers.set('note.create', () => Promise.reject(new Error('the worker is gone')));
    await press(text(), 'Enter', { ctrlKey: true });
    expect(isOpen()).toBe(true);
    on.answers.delete('note.create');
    await press(text(), 'Enter', { ctrlKey: true });
    await expect.poll(isOpen).toBe(false);
    const [first, second] = called('note.create');
    expect(second).toEqual(first);
  });

  test('on a full disk it says so, what to do, and keeps the words', async () => {
    on = await stage(readingNotes());
    await compose();
    await type(text(), 'Words on a full disk.');
    on.answers.set('note.create', () => Promise.reject(new RpcError('note.create: no room', 'no-room')));
    await press(text(), 'Enter', { ctrlKey: true });
    await expect
      .poll(() => on.root.querySelector('[role=alert]')?.textContent)
      .toMatch(/no room left on this device.*kept here as a draft.*Delete large files.*press Save again/);
    expect([isOpen(), on.drafts.get(KEY)?.text === 'Words on a full disk.']).toEqual([true, true]);
  });

  test('by Ctrl and Enter, also as a question', async () => {
    on = await stage();
    await compose();
    await userEvent.click(find(on.root, '.segment:last-child input'));
    await type(text(), 'Why four?');
    await press(text(), 'Enter', { ctrlKey: true });
    expect(called('note.create')).toMatchObject([{ kind: 'question', text: 'Why four?' }]);
  });

  test('asked for before the page has said what it is, it opens when it has', async () => {
    on = await stage(readingNotes(), {}, { page: null });
    await compose();
    expect(isOpen()).toBe(false);
    await on.say({ type: 'page', page: PAGE });
    await expect.poll(isOpen).toBe(true);
  });

  test('on the whole page: no passage, no kinds', async () => {
    on = await stage();
    await settle(() => button(on.root, 'Note on the whole page').click());
    expect(on.root.querySelector('.composer .quote, .composer .segments')).toBeNull();
    await type(text(), 'Welcome');
    await press(text(), 'Enter', { metaKey: true });
    expect(called('note.create')).toMatchObject([{ kind: 'page', parent: null, target: { selectors: [] } }]);
  });

  test('empty words are not saved, and it says so', async () => {
    on = await stage();
    await compose();
    await press(text(), 'Enter', { ctrlKey: true });
    expect(called('note.create')).toEqual([]);
    expect(find(on.root, '.composer [role=alert]').textContent).toContain('Write something');
  });

  test('two quick presses save once', async () => {
    on = await stage();
    on.answers.set('note.create', async () => {
      await pause(50);
      return { id: `${'new'.padEnd(21, '_')}A` };
    });
    await compose();
    await type(text(), 'Once');
    await press(text(), 'Enter', { ctrlKey: true });
    await press(text(), 'Enter', { ctrlKey: true });
    await expect.poll(isOpen).toBe(false);
    expect(called('note.create')).toHaveLength(1);
  });

  test('a choice of who can see it is told to the background and used', async () => {
    on = await stage();
    await compose();
    const select = find<HTMLSelectElement>(on.root, '.composer select');
    await userEvent.selectOptions(select, 'Only me');
    await expect.poll(() => called('group.choose')).toHaveLength(1);
    await type(text(), 'Mine');
    await press(text(), 'Enter', { ctrlKey: true });
    const personal = on.conversation.groups.find((group) => group.personal);
    expect(called('note.create')).toMatchObject([{ group: personal?.id }]);
  });

  test('a click on a button that the page has faded saves nothing, says why, keeps the words', async () => {
    on = await stage();
    await compose();
    await type(text(), 'Secret');
    document.body.style.opacity = '0.1';
    await pause(250);
    await userEvent.click(button(on.root, 'Save note'));
    await expect.poll(() => on.root.querySelector('.toast')?.textContent).toContain('Nothing was done');
    expect(called('note.create')).toEqual([]);
    expect(text().value).toBe('Secret');
  });
});

describe('replies and edits', () => {
  test('a reply goes to the group of the note it answers, and says so', async () => {
    on = await stage();
    const [first] = readingNotes();
    await settle(() => button(find(on.root, `[data-note="${first?.id}"]`), 'Reply').click());
    expect(find(on.root, '.composer h2').textContent).toBe('Reply to Tomasz Wieczorek');
    expect(find(on.root, '.composer .chip').textContent).toContain('Measures and margins');
    await type(text(), 'Thank you');
    await press(text(), 'Enter', { ctrlKey: true });
    expect(called('note.create')).toMatchObject([
      { kind: 'reply', parent: first?.id, group: first?.group.id, target: { selectors: [] } },
    ]);
  });

  test('an edit begins with the words there are; a refusal keeps them', async () => {
    const notes = readingNotes();
    const mine = notes.find((note) => note.mine && note.text !== '');
    on = await stage(notes);
    on.answers.set('note.edit', () => ({ ok: false, code: 'gone' }));
    await settle(() => button(find(on.root, `[data-note="${mine?.id}"]`), 'Edit').click());
    expect(text().value).toBe(mine?.text);
    await type(text(), 'Better words');
    await press(text(), 'Enter', { ctrlKey: true });
    expect(called('note.edit')).toEqual([{ id: mine?.id, text: 'Better words', tags: mine?.tags, saw: mine?.text }]);
    expect(find(on.root, '.composer [role=alert]').textContent).toContain('deleted in the meantime');
    expect(text().value).toBe('Better words');
  });

  test('when the note answered is deleted meanwhile, the words stay', async () => {
    on = await stage();
    await settle(() => button(on.root, 'Reply').click());
    await type(text(), 'Half a reply');
    on.conversation = { ...on.conversation, notes: [] };
    await on.tell({ event: 'notes', keys: null });
    expect(text().value).toBe('Half a reply');
  });
});

describe('drafts', () => {
  test('are written a moment after typing, and come back with a word', async () => {
    on = await stage();
    await compose();
    await type(text(), 'Unfinished');
    await expect.poll(() => on.drafts.get(KEY)).toEqual({ text: 'Unfinished' });
    await press(text(), 'Escape');
    expect(isOpen()).toBe(false);
    expect(find(on.root, '.toast').textContent).toContain('draft is kept');
    expect(on.sent.some(({ type }) => type === 'close')).toBe(false);
    await compose();
    expect(text().value).toBe('Unfinished');
    expect(find(on.root, '.composer-remark').textContent).toContain('kept');
  });

  test('closing before the pause is over still writes', async () => {
    on = await stage();
    await compose();
    await type(text(), 'Quick');
    await press(text(), 'Escape');
    expect(on.drafts.get(KEY)?.text).toBe('Quick');
  });

  test('after a closed tab, what was being written opens again, without taking the focus', async () => {
    const drafts = new Map([
      [openPlaceKey(DOCUMENT), { text: formatPlace({ kind: 'passage', selectors: SELECTORS }) }],
      [KEY, { text: 'From yesterday' }],
    ]);
    on = await stage(readingNotes(), {}, { drafts });
    await expect.poll(isOpen).toBe(true);
    expect(text().value).toBe('From yesterday');
    expect(find(on.root, '.composer .quote').textContent).toBe('four decimals');
    expect(document.activeElement).not.toBe(text());
  });

  test('a failed save keeps text and draft; the next one clears both', async () => {
    on = await stage();
    on.answers.set('note.create', () => {
      throw new Error('worker died');
    });
    await compose();
    await type(text(), 'Precious');
    await press(text(), 'Enter', { ctrlKey: true });
    expect(find(on.root, '.composer [role=alert]').textContent).toContain('kept here');
    expect(text().value).toBe('Precious');
    expect(on.drafts.get(KEY)?.text).toBe('Precious');
    on.answers.clear();
    await press(text(), 'Enter', { ctrlKey: true });
    expect(isOpen()).toBe(false);
    expect(on.drafts.size).toBe(0);
  });

  test('a second place does not cost the draft of the first', async () => {
    on = await stage();
    await compose();
    await type(text(), 'First');
    await settle(() => button(on.root, 'Reply').click());
    expect(text().value).toBe('');
    await type(text(), 'Second');
    await compose();
    expect(text().value).toBe('First');
  });

  test('an older text never lands on a newer one', async () => {
    on = await stage();
    const landed: string[] = [];
    const slowFirst = async (_method: string, params: { text?: string }) => {
      await pause(landed.length === 0 ? 60 : 0);
      landed.push(params.text ?? '');
      return {};
    };
    const draft = openDraft(slowFirst as never, 'k', 5);
    draft.write({ text: 'a' });
    await pause(20);
    draft.write({ text: 'ab' });
    await draft.forget();
    expect(landed).toEqual(['a', '']);
  });

  test('keep tags, colour and kind as well, for each place by itself', async () => {
    on = await stage();
    await compose();
    await userEvent.click(find(on.root, '.segment:last-child input'));
    await userEvent.click(find(on.root, '.color-choice:nth-of-type(3)'));
    await userEvent.type(tags(), 'tides, num');
    await press(text(), 'Escape');
    expect(on.drafts.get(KEY)).toEqual({ text: '', tags: 'tides, num', color: 'green', kind: 'question' });
    await settle(() => button(on.root, 'Note on the whole page').click());
    expect(tags().value).toBe('');
    await press(text(), 'Escape');
    await compose();
    expect([tags().value, find<HTMLInputElement>(on.root, '.segment:last-child input').checked]).toEqual([
      'tides, num',
      true,
    ]);
    expect(find<HTMLInputElement>(on.root, '.color-choice:nth-of-type(3) input').checked).toBe(true);
  });

  test('of an edit keep what was taken away, and nothing that was not changed', async () => {
    const mine = { ...readingNotes().find((note) => note.mine && note.text !== '')!, tags: ['tides'] };
    on = await stage([mine]);
    const place = draftKey(DOCUMENT, { kind: 'edit', note: mine.id });
    const edit = () => settle(() => button(on.root, 'Edit').click());
    await edit();
    await type(tags(), '');
    await press(text(), 'Escape');
    expect(on.drafts.get(place)).toEqual({ text: mine.text, tags: '', color: null, saw: expect.any(String) });
    await edit();
    expect([text().value, tags().value]).toEqual([mine.text, '']);
    await type(tags(), 'tides');
    await press(text(), 'Escape');
    expect(on.drafts.has(place)).toBe(false);
  });

  test('are written at once when the page goes away', async () => {
    on = await stage();
    await compose();
    await type(text(), 'The last letter');
    const before = called('draft.write').length;
    dispatchEvent(new PageTransitionEvent('pagehide'));
    await Promise.resolve();
    expect(called('draft.write').slice(before)).toMatchObject([{ text: 'The last letter' }]);
  });

  test('a remark of another form is no place', () => {
    expect(parsePlace('')).toBeNull();
    expect(parsePlace('{"kind":"passage","selectors":[]}')).toBeNull();
    expect(parsePlace('{"kind":"reply","note":"<b>"}')).toBeNull();
    expect(parsePlace(formatPlace({ kind: 'page' }))).toEqual({ kind: 'page' });
  });
});
