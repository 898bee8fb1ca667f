/** Images can be selected, marked, seen as marked, and pressed, by mouse and by keyboard, and the page stays as it was. */
import { userEvent } from 'vitest/browser';
import { afterEach, expect, test } from 'vitest';
import type { Selector } from '../../src/core/selectors.ts';
import { rest, setUp, type Bench } from './fixture.ts';

const PICTURE =
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80"><rect width="120" height="80" fill="teal"/></svg>';
const PAGE = `<p>The sea keeps its appointments with the moon, and the moon with the sea.</p>
<p id="before">Look at this one:</p><figure><img id="it" alt="A boat at low tide" src='${PICTURE}' width="120" height="80"></figure>
<p id="after">It is never late, and never quite on time, whatever the almanac says of it.</p><div style="height:3000px"></div>`;
const ID = 'a'.repeat(22);

let bench: Bench;
afterEach(() => {
  bench.end();
  scrollTo(0, 0);
});

const image = (): HTMLElement => document.querySelector('#it')!;
const outlines = (): HTMLElement[] => [...bench.host.root.querySelectorAll<HTMLElement>('.images > div')];

/** Selects the image by keyboard: from the end of the line above to the start of the one below. */
function selectImage(): void {
  const [before, after] = ['#before', '#after'].map((one) => document.querySelector(one)!.firstChild as Text);
  document.getSelection()?.setBaseAndExtent(before!, before!.length, after!, 0);
}

async function marked(): Promise<Selector[]> {
  selectImage();
  await bench.annotator.markSelection('highlight');
  return bench.saved[0]!;
}

test('the adder comes for a selection that holds only an image', async () => {
  bench = setUp(PAGE);
  const before = document.body.innerHTML;
  selectImage();
  await expect.poll(() => bench.host.root.querySelector<HTMLElement>('.adder')?.hidden).toBe(false);
  bench.host.root.querySelector<HTMLElement>('[data-act="highlight"]')!.focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => bench.saved).toHaveLength(1);
  expect(bench.saved[0]).toMatchObject([
    { type: 'TextQuoteSelector', exact: 'A boat at low tide' },
    { type: 'TextPositionSelector' },
    { type: 'XPathSelector', value: expect.stringMatching(/\/figure\[1\]\/img\[1\]$/) },
  ]);
  expect(document.body.innerHTML).toBe(before);
});

test('it does not come for an image of which nothing is said', async () => {
  bench = setUp(PAGE.replace('alt="A boat at low tide"', ''));
  selectImage();
  expect(await bench.annotator.markSelection('highlight')).toBe(false);
});

test('a marked image has an outline that lies on it and scrolls with it', async () => {
  bench = setUp(PAGE);
  const selectors = await marked();
  await bench.show([{ id: ID, mine: true, selectors }]);
  expect(outlines().map((line) => line.className)).toEqual(['mine']);
  const boxes = (): DOMRect[] => [outlines()[0]!.getBoundingClientRect(), image().getBoundingClientRect()];
  for (const by of [0, 400]) {
    scrollTo(0, by);
    const [line, picture] = boxes();
    expect([line!.left, line!.top, line!.width, line!.height]).toEqual([
      picture!.left,
      picture!.top,
      picture!.width,
      picture!.height,
    ]);
  }
  image().style.width = '60px';
  document.querySelector('p')!.style.paddingTop = '50px';
  await expect.poll(() => boxes()[0]!.toJSON()).toEqual(boxes()[1]!.toJSON());
});

test('a press on it opens its card, and spoken of it stands out', async () => {
  bench = setUp(PAGE);
  const selectors = await marked();
  await bench.show([{ id: ID, mine: false, selectors }]);
  document.getSelection()?.removeAllRanges();
  await userEvent.click(image());
  await expect.poll(() => bench.toMargin.filter(({ type }) => type === 'show')).toEqual([{ type: 'show', note: ID }]);
  bench.fromMargin({ type: 'focus', notes: [ID] });
  expect(outlines()[0]!.className).toBe('focus');
  bench.fromMargin({ type: 'focus', notes: [] });
  expect(outlines()[0]!.className).toBe('peer');
  scrollTo(0, 2000);
  bench.fromMargin({ type: 'scrollTo', note: ID });
  await expect.poll(() => image().getBoundingClientRect().top).toBeGreaterThan(0);
  expect(image().getBoundingClientRect().bottom).toBeLessThan(innerHeight);
});

test('its note stands in the order of the text, and its outline goes with it', async () => {
  bench = setUp(PAGE);
  const selectors = await marked();
  const quotes = ['never quite on time', 'appointments with the moon'];
  const texts = quotes.map((exact, at) => ({
    id: 'bc'.charAt(at).repeat(22),
    mine: true,
    selectors: [{ type: 'TextQuoteSelector' as const, exact }],
  }));
  await bench.show([...texts, { id: ID, mine: true, selectors }]);
  bench.fromMargin({ type: 'ready', inFrame: false });
  const anchors = bench.toMargin.findLast((one) => one.type === 'anchors')?.anchors;
  expect(anchors?.map(({ id, state }) => [id.charAt(0), state === 'lost'])).toEqual([
    ['c', false],
    ['a', false],
    ['b', false],
  ]);
  expect(anchors?.[1]?.top).toBeCloseTo(image().getBoundingClientRect().top + scrollY, 0);
  image().remove();
  await rest(700);
  expect(outlines()).toEqual([]);
});
