/** Completion while one writes in the margin: by keyboard, by touch, and as assistive technology hears it. */
import '../setup-i18n.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Selector } from '../../src/core/selectors.ts';
import { axeFaults } from '../ui/axe.ts';
import { button, find, press, readingNotes, stage, type, type Stage } from './stage.tsx';

let on: Stage;
afterEach(() => on.end());

const SELECTORS: Selector[] = [{ type: 'TextQuoteSelector', exact: 'four decimals', prefix: 'with ', suffix: ', and' }];
const compose = () => on.say({ type: 'compose', selectors: SELECTORS });
const text = () => find<HTMLTextAreaElement>(on.root, 'textarea');
const tags = () => find<HTMLInputElement>(on.root, '.composer input[role=combobox]');
const called = (method: string) => on.calls.filter((one) => one.method === method).map(({ params }) => params);
const isOpen = () => on.root.querySelector('.composer') !== null;
const options = () => [...on.root.querySelectorAll('[role=option]')].map((one) => one.textContent);

describe('tags', () => {
  const start = async () => {
    on = await stage();
    on.vocabulary = { people: [], tags: ['Marée', 'tides', 'Tidal flats', 'moon', 'low water'] };
    await compose();
  };

  test('are completed from those of the group by keyboard, whatever their case and accents', async () => {
    await start();
    await userEvent.type(tags(), 'TI');
    expect(options()).toEqual(['tides', 'Tidal flats']);
    expect(tags().getAttribute('aria-expanded')).toBe('true');
    expect(tags().getAttribute('aria-activedescendant')).toBeNull();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    const active = document.getElementById(tags().getAttribute('aria-activedescendant') ?? '');
    expect([active?.textContent, active?.getAttribute('aria-selected')]).toEqual(['Tidal flats', 'true']);
    await userEvent.keyboard('{Enter}');
    expect([tags().value, options(), tags().getAttribute('aria-expanded')]).toEqual(['Tidal flats, ', [], 'false']);
    // Inside a name too, and none that stands there already.
    await userEvent.keyboard('fla');
    expect(options()).toEqual([]);
    await userEvent.keyboard('{Backspace}{Backspace}{Backspace}maree');
    expect(options()).toEqual(['Marée']);
    await userEvent.keyboard('{ArrowUp}{Enter}own');
    expect(tags().value).toBe('Tidal flats, Marée, own');
    await press(text(), 'Enter', { ctrlKey: true });
    await type(text(), 'So.');
    await press(text(), 'Enter', { ctrlKey: true });
    expect(called('note.create')).toMatchObject([{ tags: ['Tidal flats', 'Marée', 'own'] }]);
  });

  test('by touch: a tap shows the most used, a tap on one takes it, and the keyboard stays', async () => {
    await start();
    await userEvent.click(tags());
    expect(options()).toEqual(['Marée', 'tides', 'Tidal flats', 'moon', 'low water']);
    await userEvent.click([...on.root.querySelectorAll('[role=option]')][3]!);
    expect([tags().value, document.activeElement]).toEqual(['moon, ', tags()]);
  });

  test('Escape closes the list first and the composer after it; Enter without a choice takes nothing', async () => {
    await start();
    await userEvent.type(tags(), 'ti{Enter}');
    expect([tags().value, options().length]).toEqual(['ti', 2]);
    await userEvent.keyboard('{Escape}');
    expect([options(), isOpen()]).toEqual([[], true]);
    await userEvent.keyboard('{ArrowDown}');
    expect(options()).toHaveLength(2);
    await userEvent.keyboard('{Escape}{Escape}');
    expect(isOpen()).toBe(false);
  });

  test('come from the group that will see it', async () => {
    await start();
    await userEvent.selectOptions(find(on.root, '.composer select'), 'Only me');
    await expect.poll(() => called('draft.vocabulary').length).toBe(2);
    const personal = on.conversation.groups.find((group) => group.personal);
    expect(called('draft.vocabulary').map(({ group }) => group)).toEqual([on.conversation.writeTo, personal?.id]);
  });

  test('the open list passes axe', async () => {
    await start();
    await userEvent.type(tags(), 't{ArrowDown}');
    expect(options().length).toBeGreaterThan(0);
    expect(await axeFaults(find(on.root, '.composer'))).toEqual([]);
  });
});

describe('mentions', () => {
  const id = (name: string) => `${name.padEnd(21, '_')}A`;
  const people = [
    { id: id('ada'), name: 'Ada Lovelace', isOffered: true },
    { id: id('bob'), name: 'Bob', isOffered: true },
    { id: id('left'), name: 'Adele', isOffered: false },
  ];
  const start = async (notes = readingNotes()) => {
    on = await stage(notes);
    on.vocabulary = { tags: [], people };
    await compose();
  };
  const kept = () => called('draft.write').at(-1)?.['text'];

  test('an @ offers the members; Enter takes the first, and what is kept is who it is', async () => {
    await start();
    await userEvent.type(text(), 'Is it so, @a');
    expect(options()).toEqual(['ALAda Lovelace']);
    expect(text().getAttribute('aria-activedescendant')).toBe(find(on.root, '[role=option]').id);
    await userEvent.keyboard('{Enter}or @');
    expect(text().value).toBe('Is it so, @Ada Lovelace or @');
    expect(options()).toEqual(['ALAda Lovelace', 'BBob']);
    await userEvent.keyboard('{ArrowDown}{Enter}?');
    expect(text().value).toBe('Is it so, @Ada Lovelace or @Bob ?');
    const words = `Is it so, [@Ada Lovelace](mention:${id('ada')}) or [@Bob](mention:${id('bob')}) ?`;
    await expect.poll(kept).toBe(words);
    await userEvent.click(button(on.root, 'Preview'));
    expect([...on.root.querySelectorAll('.mention')].map((one) => one.textContent)).toEqual(['@Ada Lovelace', '@Bob']);
    await userEvent.click(button(on.root, 'Preview'));
    await press(text(), 'Enter', { ctrlKey: true });
    expect(called('note.create')).toMatchObject([{ text: words }]);
  });

  test('by touch; Escape leaves the words as they are, and Enter is a new line then', async () => {
    await start();
    await userEvent.type(text(), '@');
    await userEvent.click([...on.root.querySelectorAll('[role=option]')][1]!);
    expect([text().value, document.activeElement]).toEqual(['@Bob ', text()]);
    await userEvent.keyboard('@ad{Escape}');
    expect([options(), isOpen()]).toEqual([[], true]);
    await userEvent.keyboard('{Enter}x');
    expect(text().value).toBe('@Bob @ad\nx');
  });

  test('in another group nobody is known by the name of the one before', async () => {
    await start();
    await userEvent.type(text(), '@Ada Lovelace and @Bob');
    await expect.poll(kept).toBe(`[@Ada Lovelace](mention:${id('ada')}) and [@Bob](mention:${id('bob')})`);
    on.vocabulary = {
      tags: [],
      people: people.map((one) => (one.id === id('ada') ? { ...one, name: 'Countess' } : one)),
    };
    await userEvent.selectOptions(find(on.root, '.composer select'), 'Only me');
    await expect.poll(kept).toBe(`@Ada Lovelace and [@Bob](mention:${id('bob')})`);
    expect(text().value).toBe('@Ada Lovelace and @Bob');
  });

  test('an edit shows names as they are now, and keeps who was mentioned', async () => {
    const mine = readingNotes().find((note) => note.mine && note.text !== '')!;
    const words = `Ask [@Bob](mention:${id('bob')}) and [@Zoe](mention:${id('zoe')}).`;
    on = await stage([{ ...mine, text: words, mentions: [{ id: id('bob'), name: 'Bob', isMe: false }] }]);
    on.vocabulary = { tags: [], people };
    const card = find(on.root, '.note-words .markdown');
    // Somebody who is not in the group is named in words only.
    expect([...card.querySelectorAll('.mention')].map((one) => one.textContent)).toEqual(['@Bob']);
    expect(card.textContent).toBe('Ask @Bob and @Zoe.');
    await userEvent.click(button(on.root, 'Edit'));
    expect(text().value).toBe('Ask @Bob and @Zoe.');
    await userEvent.type(text(), ' Soon.');
    await press(text(), 'Enter', { ctrlKey: true });
    expect(called('note.edit')).toMatchObject([{ text: `${words} Soon.`, saw: words }]);
  });

  test('the open list passes axe', async () => {
    await start();
    await userEvent.type(text(), '@');
    expect(options()).toHaveLength(2);
    expect(await axeFaults(find(on.root, '.composer'))).toEqual([]);
  });
});
