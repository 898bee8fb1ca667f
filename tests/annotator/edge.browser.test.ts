/** The margin's edge: moved by mouse, finger and keys, in both directions of reading; a sheet is swiped out; the site is told. */
import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { USUAL_LAYOUT } from '../../src/protocol/margin-layout.ts';
import { emulate } from '../anchoring/pixels.ts';
import { axeFaults } from '../ui/axe.ts';
import { rest, select, setUp, type Bench } from './fixture.ts';
import { mouse, swipe } from './hand.ts';

const PAGE = `<main><h1>The tide</h1>${'<p>The sea keeps its appointments with the moon.</p>'.repeat(60)}</main>`;
let bench: Bench;
// oxlint-disable-next-line typescript/unbound-method -- called with its element below
const { attachShadow } = Element.prototype;
afterEach(async () => {
  bench.end();
  Element.prototype.attachShadow = attachShadow;
  await page.viewport(414, 896);
});

const edge = (): HTMLElement => bench.host.root.querySelector<HTMLElement>('.edge')!;
const frame = (): HTMLElement | null => bench.host.root.querySelector<HTMLElement>('iframe.margin');
const now = (): number => Number(edge().ariaValueNow);
const widths = () => bench.choices.map(({ width }) => width);
const middleOf = (element: Element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
};

/** A margin that stands in a window of this size, and has said that it is there and that something is seen in it. */
async function open(width: number, height = 800, options: Parameters<typeof setUp>[1] = {}): Promise<void> {
  await page.viewport(width, height);
  bench = setUp(PAGE, { withMargin: false, ...options });
  bench.annotator.showMargin(null);
  const tell = bench.connect();
  tell({ type: 'ready', inFrame: true });
  tell({ type: 'drawn' });
  await rest(30);
}

describe('by keys', () => {
  test.each([
    ['ltr', '{ArrowLeft}', '{ArrowRight}'],
    ['rtl', '{ArrowRight}', '{ArrowLeft}'],
  ] as const)('%s: arrows move it where they point, Home and End to its ends', async (dir, wider, narrower) => {
    await open(1400, 800, { dir });
    expect(edge().getAttribute('role')).toBe('separator');
    expect([edge().ariaValueMin, edge().ariaValueNow, edge().ariaValueMax]).toEqual(['280', '380', '640']);
    edge().focus();
    await userEvent.keyboard(wider);
    expect(now()).toBe(396);
    expect(frame()?.getBoundingClientRect().width).toBe(396);
    await userEvent.keyboard(`${narrower}${narrower}{Shift>}${wider}{/Shift}`);
    expect(now()).toBe(444);
    await userEvent.keyboard('{End}');
    expect(now()).toBe(640);
    await userEvent.keyboard('{Home}');
    expect(now()).toBe(280);
    expect(widths()).toEqual([396, 380, 364, 444, 640, 280]);
    const { left, right } = frame()!.getBoundingClientRect();
    expect(dir === 'rtl' ? left : innerWidth - right).toBeLessThan(20);
  });

  test('the page hears none of them; Escape puts the margin away', async () => {
    await open(1400);
    const heard: string[] = [];
    const listen = ({ key }: KeyboardEvent): void => void heard.push(key);
    document.addEventListener('keydown', listen);
    edge().focus();
    await userEvent.keyboard('{ArrowLeft}{Escape}');
    document.removeEventListener('keydown', listen);
    expect(heard).toEqual([]);
    expect(frame()).toBeNull();
  });
});

describe('by mouse', () => {
  test('it goes with the pointer, room is made anew when it rests, and twice pressed it is as ever', async () => {
    await open(1400);
    await expect.poll(() => bench.roomTaken()).toBe(1);
    const from = middleOf(edge());
    await mouse('mousePressed', from);
    await mouse('mouseMoved', { x: from.x - 100, y: from.y });
    expect(frame()?.getBoundingClientRect().width).toBe(480);
    expect(bench.choices).toEqual([]);
    await mouse('mouseReleased', { x: from.x - 120, y: from.y });
    expect(widths()).toEqual([500]);
    expect(bench.toMargin.at(-1)).toEqual({ type: 'layout', layout: { ...USUAL_LAYOUT, width: 500 } });
    for (const clicks of [1, 2]) {
      await mouse('mousePressed', middleOf(edge()), clicks);
      await mouse('mouseReleased', middleOf(edge()), clicks);
    }
    await expect.poll(widths).toEqual([500, 380]);
    expect(bench.roomTaken()).toBe(1);
  });

  test('Escape while it is dragged leaves it where it was', async () => {
    await open(1400);
    const from = middleOf(edge());
    await mouse('mousePressed', from);
    await mouse('mouseMoved', { x: from.x - 100, y: from.y });
    edge().focus();
    await userEvent.keyboard('{Escape}');
    expect(frame()?.getBoundingClientRect().width).toBe(380);
    await mouse('mouseReleased', from);
    expect(bench.choices).toEqual([]);
  });

  test('thrown by a mouse, a sheet stays', async () => {
    await open(700);
    const from = middleOf(edge());
    await mouse('mousePressed', from);
    await mouse('mouseMoved', { x: from.x + 50, y: from.y });
    await mouse('mouseReleased', { x: from.x + 50, y: from.y });
    expect(widths()).toEqual([300]);
    expect(frame()).not.toBeNull();
  });
});

describe('by finger', () => {
  test('a sheet at the side is swiped out of the window, and a slow pull makes it narrower', async () => {
    await open(700);
    let from = middleOf(edge());
    await swipe(from, { x: from.x + 40, y: from.y }, 40);
    expect(widths()).toEqual([310]);
    from = middleOf(edge());
    await swipe(from, { x: from.x + 150, y: from.y + 10 }, 8);
    await expect.poll(frame).toBeNull();
    expect(widths()).toEqual([310]);
  });

  test('at the left where lines begin at the right, the other way', async () => {
    await open(700, 800, { dir: 'rtl' });
    const from = middleOf(edge());
    expect(from.x).toBeGreaterThan(300);
    await swipe(from, { x: from.x - 200, y: from.y }, 8);
    await expect.poll(frame).toBeNull();
  });

  test('a sheet at the bottom follows the finger, goes back where it was not meant, and out where it was', async () => {
    await open(400);
    expect(edge().ariaOrientation).toBe('horizontal');
    expect(frame()?.getBoundingClientRect().bottom).toBe(800);
    expect(now()).toBe(576);
    let from = middleOf(edge());
    await swipe(from, { x: from.x, y: from.y - 80 }, 40);
    expect(now()).toBe(656);
    // its height is of this page alone
    expect(bench.choices).toEqual([]);
    from = middleOf(edge());
    await swipe(from, { x: from.x, y: from.y + 400 }, 150);
    expect(now()).toBe(320);
    expect(frame()?.style.translate).toBe('');
    from = middleOf(edge());
    await swipe(from, { x: from.x, y: from.y + 200 }, 100);
    await expect.poll(frame).toBeNull();
    expect(bench.toMargin.some(({ type }) => type === 'page')).toBe(true);
  });

  test('it glides out of the window, and is gone at once where nothing is to move', async () => {
    for (const [motion, glides] of [
      ['no-preference', true],
      ['reduce', false],
    ] as const) {
      await emulate({ 'prefers-reduced-motion': motion });
      await open(400);
      edge().focus();
      await userEvent.keyboard('{Escape}');
      expect(frame()?.classList.contains('leaving') ?? false).toBe(glides);
      await expect.poll(frame).toBeNull();
      bench.end();
    }
    await emulate();
  });

  test('asked for again while it glides, it stays, with what was asked for', async () => {
    await open(400);
    const { width } = frame()!.getBoundingClientRect();
    edge().focus();
    // Twice, as a key that is held.
    await userEvent.keyboard('{Escape}{Escape}');
    expect(frame()!.classList.contains('leaving')).toBe(true);
    bench.annotator.showMargin('a'.repeat(22));
    expect(bench.toMargin.at(-1)).toEqual({ type: 'show', note: 'a'.repeat(22) });
    await rest(400);
    expect(frame()?.classList.contains('leaving')).toBe(false);
    expect(edge().classList.contains('leaving')).toBe(false);
    const box = frame()!.getBoundingClientRect();
    expect([box.width, box.bottom]).toEqual([width, 800]);
  });

  test('a tap has it large, another as usual', async () => {
    await open(400);
    await swipe(middleOf(edge()), middleOf(edge()), 5);
    expect(now()).toBe(720);
    await swipe(middleOf(edge()), middleOf(edge()), 5);
    expect(now()).toBe(576);
  });

  test('the page below is scrolled as ever, and its words selected', async () => {
    await open(700);
    await swipe({ x: 100, y: 600 }, { x: 100, y: 200 }, 10);
    await expect.poll(() => scrollY).toBeGreaterThan(100);
    select('appointments');
    expect(String(getSelection())).toBe('appointments');
    expect(frame()).not.toBeNull();
    scrollTo(0, 0);
  });
});

describe('in the page', () => {
  test.each([
    ['makes room', 1400, { ...USUAL_LAYOUT, width: 500 }, 1],
    ['makes none where its reader wants none', 1400, { ...USUAL_LAYOUT, makesRoom: false }, 0],
    ['makes none under a sheet at the side', 700, USUAL_LAYOUT, 0],
    ['can be scrolled further under a sheet at the bottom', 400, USUAL_LAYOUT, 1],
  ] as const)('the page %s', async (_what, width, layout, room) => {
    await open(width, 800, { layout });
    await rest(300);
    expect(bench.roomTaken()).toBe(room);
    if (width === 1400) expect(frame()?.getBoundingClientRect().width).toBe(layout.width);
  });

  test('what the margin asks for holds at once, and is remembered for the site', async () => {
    await open(1400);
    const hear = bench.connect();
    await expect.poll(() => bench.roomTaken()).toBe(1);
    hear({ type: 'layout', choice: { makesRoom: false } });
    await expect.poll(() => bench.roomTaken()).toBe(0);
    hear({ type: 'layout', choice: { cards: 'list', width: 300 } });
    expect(now()).toBe(300);
    expect(bench.choices).toEqual([{ makesRoom: false }, { cards: 'list', width: 300 }]);
    expect(bench.toMargin.at(-1)).toEqual({
      type: 'layout',
      layout: { cards: 'list', makesRoom: false, width: 300 },
    });
  });

  test('a passage that is gone to is seen above a sheet at the bottom, the last one too', async () => {
    await page.viewport(400, 800);
    bench = setUp(`${PAGE}<p id="last">Never quite on time.</p>`, { withMargin: false, realStyles: true });
    const id = 'a'.repeat(22);
    await bench.show([{ id, mine: true, selectors: [{ type: 'TextQuoteSelector', exact: 'Never quite on time' }] }]);
    bench.annotator.showMargin(null);
    const hear = bench.connect();
    hear({ type: 'ready', inFrame: true });
    hear({ type: 'drawn' });
    await rest(300);
    hear({ type: 'scrollTo', note: id });
    const { top, bottom } = document.querySelector('#last')!.getBoundingClientRect();
    expect(top).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeLessThanOrEqual(800 - 576);
  });

  test('a passage that is pressed where the sheet will stand is seen above it', async () => {
    await page.viewport(400, 800);
    const words = '<p>The sea keeps its appointments with the moon.</p>'.repeat(30);
    bench = setUp(`${words}<p id="pressed">Never quite on time.</p>${words}`, { withMargin: false, realStyles: true });
    const selectors = [{ type: 'TextQuoteSelector' as const, exact: 'Never quite on time' }];
    await bench.show([{ id: 'a'.repeat(22), mine: true, selectors }]);
    const pressed = document.querySelector('#pressed')!;
    pressed.scrollIntoView({ block: 'center', behavior: 'instant' });
    expect(pressed.getBoundingClientRect().top).toBeGreaterThan(800 - 576);
    await userEvent.click(pressed, { position: { x: 20, y: 8 } });
    expect(frame()).not.toBeNull();
    const { top, bottom } = pressed.getBoundingClientRect();
    expect(top).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeLessThanOrEqual(800 - 576);
  });

  test.each([1400, 700, 400])('in a window of %i px the edge lies over nothing of the frame', async (width) => {
    await open(width);
    const [edges, frames] = [edge().getBoundingClientRect(), frame()!.getBoundingClientRect()];
    expect(edges.right <= frames.left || edges.bottom <= frames.top).toBe(true);
  });

  test.each([1400, 700, 400])(
    'in a window of %i px the adder keeps off the margin, also where that comes later',
    async (width) => {
      await page.viewport(width, 800);
      bench = setUp('<p style="position:fixed;right:0;bottom:0;margin:0">corner</p>', { withMargin: false });
      select('corner');
      const bar = () => bench.host.root.querySelector<HTMLElement>('.adder')!;
      await expect.poll(() => bar()?.querySelector('[data-act="audience"]:not([hidden])') ?? null).not.toBeNull();
      bench.annotator.showMargin(null);
      await rest(30);
      const [bars, frames] = [bar().getBoundingClientRect(), frame()!.getBoundingClientRect()];
      expect(bars.right <= frames.left || bars.bottom <= frames.top).toBe(true);
      expect(Math.min(bars.left, bars.top)).toBeGreaterThanOrEqual(0);
    },
  );

  test('where the sheet is the whole window, as at 400 % zoom, no adder lies over it', async () => {
    await page.viewport(320, 256);
    bench = setUp(PAGE, { withMargin: false });
    select('appointments');
    const bar = () => bench.host.root.querySelector<HTMLElement>('.adder');
    await expect.poll(() => bar()?.checkVisibility({ visibilityProperty: true })).toBe(true);
    bench.annotator.showMargin(null);
    await expect.poll(() => bar()?.checkVisibility({ visibilityProperty: true })).toBe(false);
    edge().focus();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => bar()?.checkVisibility({ visibilityProperty: true })).toBe(true);
  });

  test.each([1400, 700, 400])('axe finds nothing in a window of %i px', async (width) => {
    // closed, axe could not look into it
    Element.prototype.attachShadow = function (init) {
      return attachShadow.call(this, { ...init, mode: 'open' });
    };
    await open(width);
    expect(await axeFaults(bench.host.root.host)).toEqual([]);
    edge().removeAttribute('aria-valuenow');
    expect((await axeFaults(bench.host.root.host)).join('\n')).toContain('aria-required-attr');
  });
});
