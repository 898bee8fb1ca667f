/** Cards beside their passages: where they stand, how they go with the page, and when they are a list instead. */
import '../setup-i18n.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Note } from '../../src/core/note.ts';
import type { Conversation } from '../../src/protocol/from-pages.ts';
import { type MarginLayout, USUAL_LAYOUT } from '../../src/protocol/margin-layout.ts';
import { pictureOf } from '../anchoring/pixels.ts';
import { axeFaults } from '../ui/axe.ts';
import { button, find, press, readingNotes, settle, stage, type Stage } from './stage.tsx';

let on: Stage;
beforeEach(() => document.body.style.setProperty('margin', '0'));
afterEach(() => on.end());

const FULL = 30_000;
const roots = readingNotes().filter(({ target, parent }) => target.selectors.length > 0 && parent === null);
const cards = () => [...on.root.querySelectorAll<HTMLElement>('.beside > .card')];
const cardOf = (id: string) => find(on.root, `[data-thread="${id}"]`);
const scroll = () => find(on.root, '.margin-scroll');
/** Two frames, to the end of the second: sizes are told at the end of one, and cards put where they belong then. */
const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));

/** A margin beside a page in which each passage stands where `topOf` says. */
async function besidePage(
  topOf: (at: number) => number,
  notes: Note[] = readingNotes(),
  list: readonly Note[] = roots,
  change: Partial<Conversation> = {},
): Promise<void> {
  on = await stage(notes, change);
  on.root.style.cssText = 'inline-size:380px;block-size:700px';
  await on.say({
    type: 'anchors',
    anchors: list.map(({ id }, order) => ({ id, state: 'exact', order, top: topOf(order) })),
  });
  await scrollPage(0);
}
async function scrollPage(top: number, beside = true): Promise<void> {
  await on.say({ type: 'view', top, height: 700, full: FULL, beside });
  await frame();
}
/** Fails where a card lies over the next one; a size that has just changed is made room for in the next frame. */
async function expectNoOverlap(): Promise<void> {
  const overlap = (): number => {
    const boxes = cards().map((one) => one.getBoundingClientRect());
    return Math.max(...boxes.slice(1).map(({ top }, at) => boxes[at]!.bottom - top));
  };
  await expect.poll(overlap).toBeLessThanOrEqual(0);
}

describe('where cards stand', () => {
  test('beside their passages where there is room', async () => {
    await besidePage((at) => 300 + at * 1500);
    expect(Math.abs(cardOf(roots[0]!.id).getBoundingClientRect().top - 300)).toBeLessThan(1);
    await scrollPage(1500);
    expect(Math.abs(cardOf(roots[1]!.id).getBoundingClientRect().top - 300)).toBeLessThan(1);
    await expectNoOverlap();
  });

  test('of many in one place none lies over another, and the focused one stands exactly beside its passage', async () => {
    await besidePage((at) => 2000 + at);
    await scrollPage(1700);
    expect(cards().length).toBeGreaterThan(3);
    await expectNoOverlap();
    const middle = cards()[2]!;
    await settle(() => find(middle, '.note-item').focus());
    // the others have shifted; and the focus may have scrolled the list, which the page undoes here
    await new Promise((done) => setTimeout(done, 300));
    await scrollPage(1700);
    const at = roots.findIndex(({ id }) => id === middle.dataset['thread']);
    await expect.poll(() => Math.abs(middle.getBoundingClientRect().top - (2000 + at - 1700))).toBeLessThan(1.5);
    await expect.poll(() => document.querySelector('[data-shifting]')).toBeNull();
    await expectNoOverlap();
  });

  test('the focused one is seen whole where its passage is low in the window, and is beside it again higher up', async () => {
    await besidePage((at) => 2000 + at * 1500);
    const root = roots[0]!;
    const card = cardOf(root.id);
    // its passage begins 60 pixels above the foot
    await scrollPage(1360);
    const foot = scroll().getBoundingClientRect().bottom;
    expect(card.getBoundingClientRect().height).toBeGreaterThan(80);
    expect(card.getBoundingClientRect().bottom).toBeGreaterThan(foot);
    await settle(() => find(card, '.note-item').focus({ preventScroll: true }));
    await scrollPage(1360);
    await expect.poll(() => document.querySelector('[data-shifting]')).toBeNull();
    for (const top of [1360, 1310, 1390, 1420]) {
      await scrollPage(top);
      const { bottom } = card.getBoundingClientRect();
      expect(bottom).toBeLessThan(foot);
      expect(bottom).toBeGreaterThan(foot - 20);
      await expectNoOverlap();
    }
    await scrollPage(1900);
    expect(Math.abs(card.getBoundingClientRect().top - 100)).toBeLessThan(1.5);
    // nor does it stay in sight when its passage is not
    await scrollPage(700);
    expect(card.getBoundingClientRect().top).toBeGreaterThan(foot);
  });

  test('the focused one stays seen whole where what is below the list grows: a composer, a message', async () => {
    await besidePage((at) => 2000 + at * 1500);
    on.root.style.blockSize = '860px';
    const card = cardOf(roots[0]!.id);
    await scrollPage(1250);
    await settle(() => find(card, '.note-item').focus({ preventScroll: true }));
    await scrollPage(1250);
    const before = scroll().getBoundingClientRect().bottom;
    await settle(() => button(card, 'Reply').click());
    await expect.poll(() => on.root.querySelector('.composer')).toBeTruthy();
    const foot = () => scroll().getBoundingClientRect().bottom;
    expect(foot()).toBeLessThan(before - 100);
    await expect.poll(() => card.getBoundingClientRect().bottom - foot()).toBeLessThan(0);
    await expectNoOverlap();
    await userEvent.keyboard('{Escape}');
    await expect.poll(foot).toBe(before);
    await expect.poll(() => card.getBoundingClientRect().bottom - foot()).toBeGreaterThan(-20);
  });

  test('of many in one place the focused one is lifted with those that stand in its way', async () => {
    await besidePage((at) => 2000 + at);
    await scrollPage(1700);
    const last = cards().at(-1)!;
    await settle(() => find(last, '.note-item').focus({ preventScroll: true }));
    const at = roots.findIndex(({ id }) => id === last.dataset['thread']);
    await expect.poll(() => document.querySelector('[data-shifting]')).toBeNull();
    await scrollPage(1360 + at);
    expect(last.getBoundingClientRect().bottom).toBeLessThan(scroll().getBoundingClientRect().bottom);
    await expectNoOverlap();
  });

  test('what has no place in the text stands above it, folded', async () => {
    on = await stage();
    on.root.style.cssText = 'inline-size:380px;block-size:700px';
    await on.say({
      type: 'anchors',
      anchors: roots.map(({ id }, order) => ({
        id,
        state: order === 0 ? 'lost' : 'exact',
        order,
        top: order === 0 ? null : order * 900,
      })),
    });
    await scrollPage(0);
    expect(find(on.root, '.apart summary').textContent).toBe('About the whole page: 1 · Place not found: 1');
    await on.say({ type: 'show', note: roots[0]!.id });
    await expect.poll(() => find<HTMLDetailsElement>(on.root, '.apart').open).toBe(true);
    await expect.poll(() => document.activeElement?.getAttribute('data-note')).toBe(roots[0]!.id);
    expect(await axeFaults(document.documentElement)).toEqual([]);
  });

  test('a thread longer than the room ends with a button for the rest, and keys open it', async () => {
    const long = { ...roots[0]!, text: 'A long remark. '.repeat(300) };
    await besidePage((at) => 300 + at * 4000, [long, ...readingNotes().filter(({ id }) => id !== long.id)]);
    const card = cardOf(long.id);
    await expect.poll(() => card.textContent).toContain('Show all of it');
    const short = card.getBoundingClientRect().height;
    expect(short).toBeLessThan(700);
    // and lies over none of its words: they end above it
    const more = button(card, 'Show all of it');
    more.style.color = 'transparent';
    const { at } = await pictureOf(more);
    const { width, height } = more.getBoundingClientRect();
    const seen = new Set<string>();
    for (let y = 1; y < height - 1; y++) for (let x = 12; x < width - 12; x++) seen.add(String(at(x, y)));
    expect([...seen]).toHaveLength(1);
    more.style.color = '';
    await userEvent.click(button(card, 'Show all of it'));
    await expect.poll(() => card.getBoundingClientRect().height).toBeGreaterThan(short + 500);
    await userEvent.click(button(card, 'Show less'));
    await expect.poll(() => card.getBoundingClientRect().height).toBeLessThan(short + 2);
    await settle(() => button(card, 'Reply').focus());
    await expect.poll(() => card.getBoundingClientRect().height).toBeGreaterThan(short + 500);
  });

  test('what is opened in such a thread is not cut off by it', async () => {
    const root = roots[0]!;
    // as high as the room, but for a little
    const long = { ...root, text: 'A line.\n\n'.repeat(9), mine: false };
    await besidePage((at) => 300 + at * 4000, [long, ...readingNotes().filter(({ id }) => id !== long.id)]);
    const card = cardOf(long.id);
    const room = card.querySelector('.room')!;
    const isSeen = (one: Element) => one.getBoundingClientRect().bottom <= room.getBoundingClientRect().bottom + 1;
    expect(card.textContent).not.toContain('Show all of it');
    const more = button(card, 'More');
    expect(isSeen(more)).toBe(true);
    await userEvent.click(more);
    await expect.poll(() => isSeen(more)).toBe(true);
    expect(isSeen(button(card, `Mute ${long.author.name} for me`))).toBe(true);
  });
});

describe('scrolling', () => {
  test('the list goes with the page and tells it nothing; scrolled by hand, it takes the page along', async () => {
    await besidePage((at) => 300 + at * 1500);
    on.sent.length = 0;
    await scrollPage(1234);
    await frame();
    expect(scroll().scrollTop).toBe(1234);
    expect(on.sent.filter(({ type }) => type === 'scroll')).toEqual([]);
    scroll().scrollTop = 2000;
    await expect.poll(() => on.sent.filter(({ type }) => type === 'scroll')).toEqual([{ type: 'scroll', top: 2000 }]);
    // what the page said before it heard of that is behind
    await scrollPage(1300);
    expect(scroll().scrollTop).toBe(2000);
  });

  test('reaches as far as the page', async () => {
    await besidePage((at) => 300 + at);
    await scrollPage(FULL - 700);
    expect(scroll().scrollTop).toBeGreaterThanOrEqual(FULL - 700);
    const last = cards().at(-1)!;
    expect(last.dataset['thread']).toBe(roots.at(-1)!.id);
  });

  test('of a thousand cards few stand in the document, wherever the page is', async () => {
    const many = Array.from({ length: 1000 }, (_, at): Note => ({
      ...roots[0]!,
      id: `n${String(at).padStart(20, '0')}A`,
    }));
    await besidePage((at) => 100 + at * 25, many, many);
    for (const top of [0, 9000, 20_000]) {
      await scrollPage(top);
      await frame();
      expect(cards().length).toBeLessThan(40);
      await expectNoOverlap();
      const { top: from, bottom: to } = scroll().getBoundingClientRect();
      const boxes = cards().map((one) => one.getBoundingClientRect());
      expect(boxes.filter((box) => box.bottom > from && box.top < to).length).toBeGreaterThan(1);
    }
  });
});

describe('a list instead', () => {
  const open = () => userEvent.click(button(on.root, 'Layout of the notes'));
  const radio = (words: string): HTMLInputElement =>
    find([...on.root.querySelectorAll('.segment')].find((one) => one.textContent === words) ?? on.root, 'input');
  /** The page does what the margin asks of it, and says so. */
  const choose = async (words: string, layout: MarginLayout) => {
    await settle(() => radio(words).click());
    await on.say({ type: 'layout', layout });
  };
  const told = () => on.sent.flatMap((message) => (message.type === 'layout' ? [message.choice] : []));

  test('where it was chosen for the site', async () => {
    await besidePage((at) => 300 + at * 1500);
    expect(cards().length).toBeGreaterThan(0);
    await on.say({ type: 'layout', layout: { ...USUAL_LAYOUT, cards: 'list' } });
    expect(cards()).toHaveLength(0);
    expect(on.root.querySelectorAll('.card').length).toBeGreaterThan(3);
  });

  test('by choice, and back; room and width are asked of the page too', async () => {
    await besidePage((at) => 300 + at * 1500);
    await open();
    await choose('As a list', { ...USUAL_LAYOUT, cards: 'list' });
    expect(cards()).toEqual([]);
    await choose('Beside the text', USUAL_LAYOUT);
    expect(cards().length).toBeGreaterThan(1);
    await choose('Stays as it is', { ...USUAL_LAYOUT, makesRoom: false });
    await choose('Wide', { ...USUAL_LAYOUT, makesRoom: false, width: 520 });
    expect(told()).toEqual([{ cards: 'list' }, { cards: 'beside' }, { makesRoom: false }, { width: 520 }]);
    expect([radio('Stays as it is').checked, radio('Wide').checked]).toEqual([true, true]);
    expect(await axeFaults(on.root)).toEqual([]);
    // what the edge was dragged to is none of the widths that are offered
    await on.say({ type: 'layout', layout: { ...USUAL_LAYOUT, width: 401 } });
    expect(['Narrow', 'Usual', 'Wide'].filter((one) => radio(one).checked)).toEqual([]);
    await press(radio('Narrow'), 'Escape');
    expect(on.root.querySelector('.layout-bar')).toBeNull();
    expect(on.sent.some(({ type }) => type === 'close')).toBe(false);
  });

  test('for what is looked for, and where the margin is no longer beside the text', async () => {
    await besidePage((at) => 300 + at * 1500);
    await open();
    await press(scroll(), '/');
    expect(cards()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => cards().length).toBeGreaterThan(1);
    await scrollPage(0, false);
    expect(cards()).toEqual([]);
    expect(on.root.querySelector('.layout-bar')).toBeNull();
    expect(on.root.querySelector('[aria-label="Layout of the notes"]')).toBeNull();
  });
});
