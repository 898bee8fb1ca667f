/** How painted passages really look: pixels of the screen, on light and dark pages, in forced colours, and in print. */
import { afterEach, expect, test } from 'vitest';
import { inColor } from '../../src/anchoring/layers.ts';
import type { Mark } from '../../src/anchoring/mark.ts';
import { type Painter, createPainter } from '../../src/anchoring/painter.ts';
import { COLORS } from '../../src/core/color.ts';
import { show } from './marked-page.ts';
import { type Colour, contrast, emulate, luminance, pictureOf } from './pixels.ts';

let painter: Painter | undefined;
afterEach(async () => {
  painter?.destroy();
  document.body.removeAttribute('style');
  await emulate();
});

const KINDS = ['mine', 'peer', 'changed', 'unsure'];
const COLORED = COLORS.map((color) => inColor('mine', color));
const LINE = 40;
/** Blanks show the ground alone; every kind has a line of its own. */
const pageOf = (styles: readonly string[]) =>
  `<div style="width:320px;font:20px/${LINE}px monospace;white-space:pre">${[...styles, 'plain'].map((style) => `<p style="margin:0">${style.slice(0, 8).padEnd(8)}          end</p>`).join('')}</div>`;

function paintKinds(people = 1, styles = KINDS): { box: Element; marks: Mark[] } {
  const box = show(pageOf(styles)).firstElementChild!;
  const marks = styles.flatMap((style, at) =>
    Array.from({ length: people }, (_, by) => ({ id: `${style}${by}`, style, by, range: rangeIn(box, at, 0, 18) })),
  );
  painter = createPainter(document);
  painter.paint(marks);
  return { box, marks };
}

function rangeIn(box: Element, line: number, from: number, to: number): Range {
  const text = box.children[line]!.firstChild!;
  const range = document.createRange();
  range.setStart(text, from);
  range.setEnd(text, to);
  return range;
}

/** The ground of each line, where blanks are, and the rows under its baseline that a line of decoration changes. */
async function look(box: Element, styles = KINDS): Promise<Record<string, { ground: Colour; rows: string }>> {
  const picture = await pictureOf(box);
  return Object.fromEntries(
    [...styles, 'plain'].map((kind, line) => {
      const ground = picture.at(150, line * LINE + 15);
      const rows = Array.from({ length: 24 }, (_, x) =>
        Array.from({ length: LINE }, (_, y) => String(picture.at(110 + x, line * LINE + y)) === String(ground)),
      );
      return [kind, { ground, rows: JSON.stringify(rows) }];
    }),
  );
}

test('every kind has its own line, so that colour alone tells nothing', async () => {
  const { box } = paintKinds();
  const seen = await look(box);
  expect(new Set(KINDS.map((kind) => seen[kind]!.rows)).size).toBe(KINDS.length);
  expect(seen['unsure']!.ground).toEqual(seen['plain']!.ground);
  for (const kind of ['mine', 'peer', 'changed']) expect(seen[kind]!.ground).not.toEqual(seen['plain']!.ground);
});

test.each(['light', 'dark', 'forced'] as const)('every colour has its own line too (%s)', async (how) => {
  if (how === 'dark') document.body.style.cssText = 'color-scheme:dark;background:#111;color:#eee';
  if (how === 'forced') await emulate({ 'forced-colors': 'active' });
  const { box } = paintKinds(1, COLORED);
  const seen = await look(box, COLORED);
  expect(new Set([...COLORED, 'plain'].map((style) => seen[style]!.rows)).size).toBe(COLORED.length + 1);
  if (how !== 'forced')
    expect(new Set([...COLORED, 'plain'].map((style) => String(seen[style]!.ground))).size).toBe(COLORED.length + 1);
});

test('the more people, the deeper the ground, and the line stays', async () => {
  const depths: number[] = [];
  const lines = new Set<string>();
  for (const people of [1, 2, 3, 4, 5, 9]) {
    painter?.destroy();
    const seen = await look(paintKinds(people).box);
    depths.push(luminance(seen['peer']!.ground));
    lines.add(seen['changed']!.rows);
  }
  const [one, two, three, four, five, nine] = depths as [number, number, number, number, number, number];
  expect(one).toBeGreaterThan(two + 0.02);
  expect(two).toBeGreaterThan(three + 0.02);
  expect(four).toBe(three);
  expect(three).toBeGreaterThan(five + 0.02);
  expect(nine).toBe(five);
  expect(lines.size).toBe(1);
});

test.each([
  ['light', '#fff', '#222', ''],
  ['dark that says so', '#111', '#eee', 'color-scheme:dark'],
  ['dark that does not say so', '#111', '#eee', ''],
  ['dark blue that does not say so', '#101830', '#fff', ''],
])('words stay readable on a page that is %s', async (_, ground, words, scheme) => {
  document.body.style.cssText = `background:${ground};color:${words};${scheme}`;
  const styles = [...KINDS, ...COLORED];
  const { box, marks } = paintKinds(5, styles);
  const [, red, green, blue] = /^#(..)(..)(..)$/.exec(words.length === 4 ? words.replaceAll(/[^#]/g, '$&$&') : words)!;
  const ink = [red, green, blue].map((part) => Number.parseInt(part!, 16)) as unknown as Colour;
  const plain = (await look(box, styles))['plain']!.ground;
  for (const hovered of [false, true]) {
    if (hovered) painter?.hover(marks.map(({ id }) => id));
    const seen = await look(box, styles);
    for (const kind of styles) {
      expect(contrast(seen[kind]!.ground, ink), `${kind}, hovered: ${hovered}`).toBeGreaterThanOrEqual(4.5);
      if (kind !== 'unsure') expect(contrast(seen[kind]!.ground, plain)).toBeGreaterThan(1.1);
    }
  }
});

test('the passage in focus has its own ground, ink and lines, unlike one pointed at', async () => {
  const { box } = paintKinds();
  const before = (await look(box))['peer']!;
  painter?.hover(['peer0']);
  const hovered = (await look(box))['peer']!;
  painter?.hover([]);
  painter?.focus('peer0');
  const focused = (await look(box))['peer']!;
  expect(new Set([before, hovered, focused].map(({ ground }) => String(ground))).size).toBe(3);
  expect(new Set([before, hovered, focused].map(({ rows }) => rows)).size).toBe(3);
  painter?.focus(null);
  expect((await look(box))['peer']).toEqual(before);
});

test('forced colours: one ground that the reader chose, and lines for kind, density, pointing and focus', async () => {
  await emulate({ 'forced-colors': 'active' });
  const { box } = paintKinds();
  const seen = await look(box);
  // Chromium paints every highlight as a selection then; what kind it is only the line can tell
  expect(seen['peer']!.ground).not.toEqual(seen['plain']!.ground);
  expect(seen['mine']!.ground).toEqual(seen['peer']!.ground);
  const lines = new Set(KINDS.map((kind) => seen[kind]!.rows));
  painter?.hover(['peer0']);
  lines.add((await look(box))['peer']!.rows);
  painter?.hover([]);
  painter?.focus('peer0');
  lines.add((await look(box))['peer']!.rows);
  for (const people of [2, 3, 5]) {
    painter?.destroy();
    lines.add((await look(paintKinds(people).box))['peer']!.rows);
  }
  expect(lines.size).toBe(KINDS.length + 2 + 3);
});

test('who asks for more contrast gets stronger lines', async () => {
  const { box } = paintKinds();
  const before = await look(box);
  await emulate({ 'prefers-contrast': 'more' });
  const after = await look(box);
  for (const kind of KINDS) {
    const bare = (rows: string) => rows.split('false').length;
    expect(bare(after[kind]!.rows), kind).toBeGreaterThan(bare(before[kind]!.rows));
  }
  expect(new Set(KINDS.map((kind) => after[kind]!.rows)).size).toBe(KINDS.length);
});

test('nothing of it is printed', async () => {
  const { box } = paintKinds(5);
  painter?.focus('mine0');
  await emulate({}, 'print');
  const seen = await look(box);
  const plain = { ground: seen['plain']!.ground, rows: seen['plain']!.rows };
  for (const kind of KINDS) expect(seen[kind]).toEqual(plain);
});

test('text in shadow trees and in frames is painted too', async () => {
  const container = show(`<div style="width:320px"><template shadowrootmode="open">
    <style>::highlight(none){color:red}p{margin:0;font:20px/${LINE}px monospace;white-space:pre}</style><p>shaded            end</p></template></div>
    <iframe style="display:block;border:0;width:320px;height:${LINE}px" srcdoc="<body style='margin:0;font:20px/${LINE}px monospace;white-space:pre'>framed            end"></iframe>`);
  const [host, frame] = [container.querySelector('div')!, container.querySelector('iframe')!];
  await expect.poll(() => frame.contentDocument?.body?.textContent).toContain('framed');
  const texts = [host.shadowRoot!.querySelector('p')!.firstChild!, frame.contentDocument!.body.firstChild!];
  painter = createPainter(document);
  painter.paint(
    texts.map((text, at) => {
      const range = text.ownerDocument!.createRange();
      range.setStart(text, 0);
      range.setEnd(text, 18);
      return { id: String(at), range, style: 'mine' };
    }),
  );
  for (const element of [host, frame]) {
    const picture = await pictureOf(element);
    expect(picture.at(150, 15)).toEqual([255, 233, 161]);
    expect(picture.at(300, 15)).toEqual([255, 255, 255]);
  }
});
