/** A thousand notes: few of them stand in the document, and nobody who reads, listens, or has only keys, misses the others. */
import '../setup-i18n.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Note } from '../../src/core/note.ts';
import { axeFaults } from '../ui/axe.ts';
import { button, find, readingNotes, settle, stage, type Stage } from './stage.tsx';

let on: Stage;
afterEach(() => on.end());

const cards = () => [...on.root.querySelectorAll<HTMLElement>('.card')];

describe('a thousand notes', () => {
  const copies = (copy: number): Note[] => {
    const renamed = <I extends string>(id: I): I => `${id.slice(0, 18)}${String(copy).padStart(3, '0')}A` as I;
    return readingNotes().map((note) => ({
      ...note,
      id: renamed(note.id),
      parent: note.parent && renamed(note.parent),
    }));
  };
  const many = Array.from({ length: 50 }, (_, copy) => copies(copy))
    .flat()
    .slice(0, 1000);
  const items = () => [...on.root.querySelectorAll<HTMLElement>('.note-item')];
  const scroll = () => find(on.root, '.margin-scroll');
  const focused = () => document.activeElement?.getAttribute('data-note');
  /** The notes that a reader sees some of. */
  const seen = () => {
    const { top, bottom } = scroll().getBoundingClientRect();
    return items().filter((one) => {
      const box = one.getBoundingClientRect();
      return box.bottom > top && box.top < bottom;
    });
  };

  test('only those near the view stand in the document, and scrolling comes to all of them', async () => {
    on = await stage(many);
    expect(items().length).toBeLessThan(200);
    const met = new Set<string>();
    for (let at = 0; at < 2000 && scroll().scrollTop + scroll().clientHeight < scroll().scrollHeight - 1; at++) {
      for (const one of seen()) met.add(one.dataset['note'] ?? '');
      scroll().scrollTop += scroll().clientHeight * 0.9;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
    for (const one of items()) met.add(one.dataset['note'] ?? '');
    expect(met.size).toBe(1000);
  });

  test('nor do many answers to few notes, and the answer to a letter searched waits for no marks', async () => {
    const [root, reply] = [many.find(({ parent }) => parent === null)!, many.find(({ parent }) => parent !== null)!];
    const id = (at: number) => `${String(at).padStart(21, '0')}A`;
    const threads = Array.from({ length: 20 }, (_, at) => [
      { ...root, id: id(at * 100) },
      ...Array.from({ length: 19 }, (_, n) => ({ ...reply, id: id(at * 100 + n + 1), parent: id(at * 100) })),
    ]);
    on = await stage(threads.flat());
    on.root.style.blockSize = '700px';
    expect(items().length).toBeLessThan(200);
    await settle(() => button(on.root, 'Search these notes').click());
    const field = find<HTMLInputElement>(on.root, '.find-bar input[type=search]');
    const marks = () => on.root.querySelectorAll('mark').length;
    const steps: [answer: string, marks: number][] = [];
    const watch = new MutationObserver(() => steps.push([find(on.root, '.find-result').textContent, marks()]));
    watch.observe(on.root, { subtree: true, childList: true, characterData: true });
    field.value = 'e';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await expect.poll(marks).toBeGreaterThan(0);
    watch.disconnect();
    expect(steps[0]).toEqual([expect.stringContaining('400'), 0]);
  });

  test('assistive technology is told how many there are, and which each one is', async () => {
    on = await stage(many);
    const drawn = cards().filter((one) => one.closest('[aria-label="In the text"]'));
    const threads = many.filter((note) => note.parent === null && note.target.selectors.length > 0).length;
    expect(new Set(drawn.map((one) => one.getAttribute('aria-setsize')))).toEqual(new Set([String(threads)]));
    expect(drawn[0]?.getAttribute('aria-posinset')).toBe('1');
    expect(drawn.at(-1)?.getAttribute('aria-posinset')).toBe(String(threads));
    expect(await axeFaults(document.documentElement)).toEqual([]);
  });

  test('one that is not in the document is shown when the page asks for it', async () => {
    on = await stage(many);
    const wanted = many.findLast((note) => note.parent !== null && note.target.selectors.length > 0) ?? many[700]!;
    expect(on.root.querySelector(`[data-note="${wanted.id}"]`)).toBeNull();
    await on.say({ type: 'show', note: wanted.id });
    await expect.poll(focused).toBe(wanted.id);
    await expect.poll(() => seen().map((one) => one.dataset['note'])).toContain(wanted.id);
  });

  test('End, Home and the arrows walk over all of them, and the focus is never lost by scrolling', async () => {
    on = await stage(many);
    items()[0]?.focus();
    const first = focused();
    await userEvent.keyboard('{End}');
    const last = focused();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}');
    expect([first, last]).not.toContain(focused());
    const here = focused();
    scroll().scrollTop = 0;
    await new Promise((done) => setTimeout(done, 100));
    expect(focused()).toBe(here);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    expect(focused()).toBe(last);
    await userEvent.keyboard('{Home}');
    expect(focused()).toBe(first);
  });

  test('what is open in a card stays, wherever the list is', async () => {
    const sent = { ...many[0]!, can: { ...many[0]!.can, delete: false } };
    on = await stage([sent, ...many.slice(1)], {
      sync: { state: 'ok', endpoint: 'https://notes.example.org', waiting: 0, refused: 0 },
    });
    const menu = items()
      .flatMap((one) => [...one.querySelectorAll('button')])
      .filter((one) => one.ariaLabel === 'More')[2]!;
    await settle(() => menu.click());
    expect(menu.ariaExpanded).toBe('true');
    scroll().scrollTop = 20_000;
    await new Promise((done) => setTimeout(done, 100));
    scroll().scrollTop = 0;
    await new Promise((done) => setTimeout(done, 100));
    expect(menu.isConnected).toBe(true);
  });

  test('typing beside them draws none of them anew', async () => {
    on = await stage(many);
    await settle(() => button(on.root, 'Note on the whole page').click());
    const text = find<HTMLTextAreaElement>(on.root, 'textarea');
    await new Promise((done) => setTimeout(done, 100));
    let redrawn = 0;
    const observer = new MutationObserver((records) => (redrawn += records.length));
    observer.observe(scroll(), { subtree: true, childList: true, characterData: true, attributes: true });
    for (let at = 0; at < 20; at += 1) {
      text.value += 'x';
      text.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(done));
    }
    observer.disconnect();
    expect(redrawn).toBe(0);
  });
});
