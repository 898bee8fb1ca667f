/** Pointing at passages shows them and tells the margin, in the page and in its frames; the ribbon shows where they are. */
import { page, userEvent } from 'vitest/browser';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Passage } from '../../src/protocol/from-annotator.ts';
import { emulate, pictureOf } from '../anchoring/pixels.ts';
import { paintedTexts, quote, rest, setUp, type Bench } from './fixture.ts';

let bench: Bench;
afterEach(() => bench.end());

const PAGE = `<p id="one" style="margin:40px 0">The sea keeps its appointments with the moon.</p><p id="two">Nothing is said here.</p>`;
const passage = (letter: string, exact: string, by: number): Passage => ({
  id: letter.repeat(22),
  mine: by === 0,
  by,
  selectors: quote(exact),
});
const told = () => bench.toMargin.flatMap((message) => (message.type === 'hover' ? [message.notes] : []));
/** Where these words stand in the window. */
const placeOf = (words: string, node: Node, frame = { x: 0, y: 0 }) => {
  const range = node.ownerDocument!.createRange();
  range.setStart(node, node.textContent!.indexOf(words));
  range.setEnd(node, node.textContent!.indexOf(words) + words.length);
  const { x, y, width, height } = range.getBoundingClientRect();
  return new DOMRect(x + frame.x, y + frame.y, width, height);
};
/** What is drawn as pointed at: the box around all that is not blank, as far as whole pixels tell it; null for nothing. */
const pointed = (): number[] | null => {
  const canvas = bench.host.root.querySelector<HTMLCanvasElement>('.pointed');
  if (!canvas) return null;
  const { data, width } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
  const [xs, ys]: [number[], number[]] = [[], []];
  for (let at = 3; at < data.length; at += 4) {
    if (data[at]! < 30) continue;
    xs.push(((at - 3) / 4) % width);
    ys.push(Math.floor((at - 3) / 4 / width));
  }
  if (xs.length === 0) return null;
  const [left, top, right, bottom] = [xs.reduce(min), ys.reduce(min), xs.reduce(max) + 1, ys.reduce(max) + 1];
  return [left, top, right, bottom];
};
const min = (a: number, b: number) => Math.min(a, b);
const max = (a: number, b: number) => Math.max(a, b);
/** Whether exactly this is drawn as pointed at; what is drawn instead where it is not. */
const isPointed = ({ left, top, right, bottom }: DOMRect) => {
  const seen = pointed();
  return seen?.every((side, at) => Math.abs(side - [left, top, right, bottom][at]!) <= 1) || seen;
};
const ribbon = () => bench.host.root.querySelector<HTMLElement>('.ribbon');

describe('pointing at a passage', () => {
  test('shows all that lie there, the shortest first, and ends when the pointer leaves', async () => {
    bench = setUp(PAGE);
    await bench.show([passage('a', 'The sea keeps its appointments', 0), passage('b', 'sea keeps', 1)]);
    await userEvent.hover(document.querySelector('#one')!, { position: { x: 40, y: 8 } });
    const text = document.querySelector('#one')!.firstChild!;
    await expect.poll(() => isPointed(placeOf('The sea keeps its appointments', text))).toBe(true);
    // no highlight is touched: that would have all of them reckoned anew
    expect(paintedTexts('hover')).toEqual([]);
    await userEvent.hover(document.querySelector('#two')!);
    await expect.poll(pointed).toBeNull();
    expect(told()).toEqual([['b'.repeat(22), 'a'.repeat(22)], []]);
  });

  test('leaves words that many marked as readable as words that one did', async () => {
    bench = setUp(PAGE);
    const words = 'The sea keeps its appointments';
    const ground = async (passages: Passage[]): Promise<number | undefined> => {
      await bench.show(passages);
      await userEvent.hover(document.querySelector('#two')!);
      await expect.poll(pointed).toBeNull();
      await userEvent.hover(document.querySelector('#one')!, { position: { x: 40, y: 8 } });
      const box = placeOf(words, document.querySelector('#one')!.firstChild!);
      await expect.poll(() => isPointed(box)).toBe(true);
      const context = bench.host.root.querySelector<HTMLCanvasElement>('.pointed')!.getContext('2d')!;
      return context.getImageData(Math.round(box.x + 40), Math.round(box.y + 6), 1, 1).data[3];
    };
    const one = await ground([passage('a', words, 0)]);
    const many = [...'abcdefgh'].map((letter, by) => passage(letter, words, by));
    expect([one, await ground(many)]).toEqual([one, one]);
    expect(one).toBeGreaterThan(30);
    expect(one).toBeLessThan(50);
  });

  test('is shown where the passage is, also when the page makes room while the pointer rests', async () => {
    bench = setUp(PAGE);
    await bench.show([passage('a', 'The sea keeps its appointments', 0)]);
    await userEvent.hover(document.querySelector('#one')!, { position: { x: 40, y: 8 } });
    const text = document.querySelector('#one')!.firstChild!;
    await expect.poll(() => isPointed(placeOf('The sea keeps its appointments', text))).toBe(true);
    const before = placeOf('The sea keeps its appointments', text).left;
    document.documentElement.style.marginLeft = '30px';
    await expect.poll(() => isPointed(placeOf('The sea keeps its appointments', text))).toBe(true);
    expect(placeOf('The sea keeps its appointments', text).left).toBe(before + 30);
    document.documentElement.style.marginLeft = '';
  });

  test('is looked at once a frame, and not while dragging or without marks', async () => {
    bench = setUp(PAGE);
    const asked = vi.spyOn(document, 'caretPositionFromPoint');
    const move = (init: PointerEventInit) => {
      const { left, top } = document.querySelector('#one')!.getBoundingClientRect();
      const at = { clientX: left + 40, clientY: top + 8, bubbles: true };
      for (let i = 0; i < 5; i++)
        document.querySelector('#one')!.dispatchEvent(new PointerEvent('pointermove', { ...at, ...init }));
    };
    move({});
    await rest(60);
    expect(asked).not.toHaveBeenCalled();
    await bench.show([passage('a', 'The sea keeps', 0)]);
    move({ buttons: 1 });
    await rest(60);
    expect(asked).not.toHaveBeenCalled();
    move({});
    await expect.poll(pointed).not.toBeNull();
    // at once, and once more in the next frame for all that came meanwhile
    expect(asked.mock.calls.length).toBeLessThanOrEqual(2);
    move({ buttons: 1 });
    await expect.poll(pointed).toBeNull();
    await bench.show([]);
    const before = asked.mock.calls.length;
    move({});
    await rest(60);
    expect(asked).toHaveBeenCalledTimes(before);
    vi.restoreAllMocks();
  });

  test('works in a frame, and so do presses', async () => {
    bench = setUp(
      '<p>Around it.</p><iframe style="margin-left:90px" srcdoc="<p>The tide is <a href=javascript:void(0)>in the frame</a> today</p>"></iframe>',
    );
    const frame = document.querySelector('iframe')!;
    await expect.poll(() => frame.contentDocument?.body?.textContent).toContain('today');
    await bench.show([passage('a', 'The tide is in the frame today', 0)]);
    const inside = page.frameLocator(page.elementLocator(frame)).getByText(/The tide is/);
    await inside.hover({ position: { x: 12, y: 8 } });
    const { left, top } = frame.getBoundingClientRect();
    const at = { x: left + frame.clientLeft, y: top + frame.clientTop };
    const [first, , last] = frame.contentDocument!.querySelector('p')!.childNodes;
    const whole = DOMRect.fromRect(placeOf('The tide is ', first!, at));
    whole.width = placeOf(' today', last!, at).right - whole.x;
    await expect.poll(() => isPointed(whole)).toBe(true);
    await inside.click({ position: { x: 12, y: 8 } });
    await expect.poll(() => bench.toMargin.at(-1)).toEqual({ type: 'show', note: 'a'.repeat(22) });
    const shown = () => bench.toMargin.filter(({ type }) => type === 'show').length;
    await page.frameLocator(page.elementLocator(frame)).getByRole('link').click();
    await rest(60);
    expect(shown()).toBe(1);
    await userEvent.hover(document.querySelector('p')!);
    await expect.poll(pointed).toBeNull();
  });
});

test('what scrolls within the page takes the lines with it', async () => {
  bench = setUp(`<div style="height:190px;overflow:auto">${PAGE}<div style="height:900px"></div></div>`);
  await bench.show([passage('a', 'The sea keeps', 0)]);
  await userEvent.hover(document.querySelector('#one')!, { position: { x: 40, y: 8 } });
  const text = document.querySelector('#one')!.firstChild!;
  await expect.poll(() => isPointed(placeOf('The sea keeps', text))).toBe(true);
  const before = pointed();
  document.querySelector('div')!.scrollTop = 3;
  await expect.poll(() => isPointed(placeOf('The sea keeps', text))).toBe(true);
  expect(pointed()).not.toEqual(before);
});

describe('the ribbon', () => {
  const LONG = `<div style="height:3000px"></div><p>The sea keeps its appointments.</p><div style="height:3000px"></div><p>Twice a day.</p>`;
  const painted = async (): Promise<boolean[]> => {
    const { at } = await pictureOf(document.documentElement.appendChild(probe()));
    return Array.from({ length: 100 }, (_, y) => String(at(2, (y + 0.5) * (innerHeight / 100))) !== '255,255,255');
  };
  /** Something to take a picture of: the strip at the window's edge. */
  function probe(): HTMLElement {
    const one = document.createElement('i');
    one.style.cssText = 'position:fixed;inset-block:0;inset-inline-end:0;inline-size:6px';
    setTimeout(() => one.remove(), 3000);
    return one;
  }

  test('comes with the first passage and goes with the last; it cannot be pressed and is not read out', async () => {
    bench = setUp(LONG);
    await bench.show([]);
    expect(ribbon()).toBeNull();
    await bench.show([passage('a', 'The sea keeps', 0)]);
    expect(ribbon()?.hidden).toBe(false);
    expect(ribbon()?.getAttribute('aria-hidden')).toBe('true');
    expect(getComputedStyle(ribbon()!).pointerEvents).toBe('none');
    await bench.show([]);
    expect(ribbon()?.hidden).toBe(true);
  });

  test('shows where passages are, deeper where more people; in forced colours too, and never in print', async () => {
    bench = setUp(LONG);
    await bench.show([passage('a', 'The sea keeps', 0), passage('b', 'keeps its', 1), passage('c', 'Twice a day', 1)]);
    const rows = (seen: boolean[]) => seen.flatMap((is, at) => (is ? at : []));
    const plain = rows(await painted());
    expect(plain.length).toBeGreaterThan(1);
    expect(plain.length).toBeLessThan(8);
    expect(plain[0]).toBeGreaterThan(45);
    expect(plain.at(-1)).toBe(99);
    expect(ribbon()!.style.backgroundImage).toMatch(/--level-2.*--level-1/);
    await emulate({ 'forced-colors': 'active' });
    expect(rows(await painted())).toEqual(plain);
    await emulate({}, 'print');
    expect(rows(await painted())).toEqual([]);
    await emulate();
  });

  test('is drawn again when the page’s size changes and the margin hears it; scrolling reads nothing', async () => {
    bench = setUp(LONG);
    await bench.show([passage('a', 'Twice a day', 0)]);
    await rest(60);
    const before = ribbon()!.style.backgroundImage;
    const read = vi.spyOn(Range.prototype, 'getBoundingClientRect');
    for (const y of [100, 900, 2000]) {
      window.scrollTo(0, y);
      await rest(40);
    }
    expect(read).not.toHaveBeenCalled();
    document.querySelector('div')!.style.height = '1000px';
    document.body.append(Object.assign(document.createElement('div'), { style: 'height:5000px' }));
    await expect.poll(() => ribbon()!.style.backgroundImage).not.toBe(before);
    const anchors = bench.toMargin.findLast((one) => one.type === 'anchors')?.anchors;
    const box = document.querySelectorAll('p')[1]!.getBoundingClientRect();
    expect(Math.abs(anchors![0]!.top! - box.top - window.scrollY)).toBeLessThan(4);
    vi.restoreAllMocks();
    window.scrollTo(0, 0);
  });
});
