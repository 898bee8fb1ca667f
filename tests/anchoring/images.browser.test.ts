/** An image is remembered by what is said of it and found again as itself; another image is never taken for it. */
import { expect, test } from 'vitest';
import { type AnchorResult, anchor } from '../../src/anchoring/anchor.ts';
import { describe } from '../../src/anchoring/describe.ts';
import { imageOf } from '../../src/anchoring/images.ts';
import { buildTextIndex } from '../../src/anchoring/page-text.ts';
import type { Selector } from '../../src/core/selectors.ts';
import { INTRO, OUTRO } from './carry.ts';
import { show } from './marked-page.ts';

const PIXEL = 'src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="40" height="30"';
const page = (html: string) => INTRO + html + OUTRO;

/** Every open tree in and below a node, so that an image can be asked for wherever it stands. */
function find(root: ParentNode, selector: string): Element | undefined {
  const hit = root.querySelector(selector);
  if (hit) return hit;
  for (const one of root.querySelectorAll('*')) {
    const inner = one.shadowRoot && find(one.shadowRoot, selector);
    if (inner) return inner;
  }
  return undefined;
}

function describeImage(html: string, selector = '#it'): Selector[] {
  const container = show(html);
  const range = document.createRange();
  range.selectNode(find(container, selector)!);
  return JSON.parse(JSON.stringify(describe(range, buildTextIndex(document))));
}

function look(selectors: Selector[], html: string): AnchorResult & { image: string | null | undefined } {
  show(html);
  const result = anchor(selectors, buildTextIndex(document));
  return { ...result, image: result.range && imageOf(result.range)?.id };
}

const IMG = (alt: string, id = 'it') => `<img id="${id}" alt="${alt}" ${PIXEL}>`;
const BOAT = 'A boat lies on the mud at low tide';

test.each<[string, string, string]>([
  ['an image by its alternative text', `<p>Look: ${IMG(BOAT)} there.</p>`, BOAT],
  ['an image in a picture', `<picture><source srcset="data:,"><img id="it" alt="${BOAT}" ${PIXEL}></picture>`, BOAT],
  [
    'a figure’s image by its caption',
    `<figure>${IMG('boat')}<figcaption>Fig. 1: <i>low</i> tide</figcaption></figure>`,
    'Fig. 1: low tide',
  ],
  [
    'one of several under one caption by its own words',
    `<figure>${IMG('boat')}${IMG('quay', 'other')}<figcaption>Two</figcaption></figure>`,
    'boat',
  ],
  [
    'a drawing by its title',
    '<svg id="it" width="40" height="30"><title>Tides of a day</title><circle r="9"/></svg>',
    'Tides of a day',
  ],
  [
    'a drawing by its label',
    '<svg id="it" role="img" aria-label="Tides of a day" width="40" height="30"><g role="img"><circle r="9"/></g></svg>',
    'Tides of a day',
  ],
  [
    'a canvas by its label',
    '<canvas id="it" aria-label="Tides of a day" width="40" height="30"></canvas>',
    'Tides of a day',
  ],
  [
    'what plays an image',
    '<div id="it" role="img" aria-label="Stars: 4 of 5" style="width:40px;height:30px"></div>',
    'Stars: 4 of 5',
  ],
  ['an image by its title', `<img id="it" title="The quay" ${PIXEL}>`, 'The quay'],
  [
    'an image by its file’s name',
    '<img id="it" alt="" src="/media/low-tide-1912.png?sig=c2VjcmV0" width="40" height="30">',
    'low-tide-1912.png',
  ],
])('%s', (_, html, words) => {
  const selectors = describeImage(page(html));
  expect(selectors.map(({ type }) => type)).toEqual(['TextQuoteSelector', 'TextPositionSelector', 'XPathSelector']);
  expect(selectors[0]).toMatchObject({ exact: words, prefix: expect.stringMatching(/same page\./) });
  expect(look(selectors, page(html))).toMatchObject({ state: 'exact', image: 'it' });
  expect(look(selectors, page(`<p>New: <img alt="a lamp" ${PIXEL}></p>${html}`))).toMatchObject({
    state: 'exact',
    image: 'it',
  });
});

test('an image of which nothing is said gives nothing, and no address is kept', () => {
  const secret = '<img id="it" src="/m/c2VjcmV0LXRva2VuLTEyMw9x.png" width="40" height="30">';
  expect(describeImage(page(secret))).toEqual([]);
  expect(describeImage(page(`<img id="it" ${PIXEL}>`))).toEqual([]);
  expect(describeImage(page('<img id="it" alt="hidden" hidden>'))).toEqual([]);
  expect(JSON.stringify(describeImage(page(`<img id="it" alt="x" src="/low-tide.png?sig=1">`)))).not.toContain('sig');
});

test('a figure chosen whole with its caption stays text', () => {
  const selectors = describeImage(
    page(`<figure id="it">${IMG('boat', 'i')}<figcaption>Low tide</figcaption></figure>`),
  );
  expect(selectors[0]).toMatchObject({ exact: 'Low tide' });
  expect(selectors.some(({ type }) => type === 'XPathSelector')).toBe(false);
});

test.each([
  ['a link around it', `<a href="#x">${IMG(BOAT)}</a>`],
  ['a figure with a caption', `<figure>${IMG(BOAT)}<figcaption>The quay in autumn</figcaption></figure>`],
  ['a shadow tree', `<x-a><template shadowrootmode="open"><p>${IMG(BOAT)}</p></template></x-a>`],
  ['a slot', `<x-a><template shadowrootmode="open"><p><slot></slot></p></template>${IMG(BOAT)}</x-a>`],
  ['another place of the page', `<p>The whole page was turned around.</p>${OUTRO}<p>${IMG(BOAT)}</p>`],
])('it is found when the page gives it %s', (_, after) => {
  const before = page(`<p>${IMG(BOAT)}</p>`);
  const result = look(describeImage(before), page(after));
  expect(['exact', 'moved']).toContain(result.state);
  expect(find(document, '#it')).toBe(result.range && imageOf(result.range));
});

test('an image in a shadow tree, and in a frame, is described and found there', async () => {
  const shaded = page(`<x-a><template shadowrootmode="open"><p>${IMG(BOAT)}</p></template></x-a>`);
  const selectors = describeImage(shaded);
  expect(selectors).toHaveLength(3);
  expect(look(selectors, shaded)).toMatchObject({ state: 'exact', image: 'it' });

  const container = show('');
  const frame = document.createElement('iframe');
  frame.srcdoc = page(`<p>${IMG(BOAT)}</p>`);
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  container.append(frame);
  await loaded;
  const result = anchor(selectors, buildTextIndex(document));
  expect(result.range?.startContainer.ownerDocument).toBe(frame.contentDocument);
});

test('an edited text for it is said to be changed', () => {
  const selectors = describeImage(page(`<p>${IMG(BOAT)}</p>`));
  const result = look(selectors, page(`<p>${IMG('A boat lies on the sand at low tide')}</p>`));
  expect(result).toMatchObject({ state: 'changed', image: 'it' });
});

test('of images with the same words, what stands around them decides', () => {
  const three = ['dawn', 'noon', 'dusk'].map(
    (hour) => `<p>The quay at ${hour}: ${IMG('photo', hour)} seen from the house at ${hour}.</p>`,
  );
  const selectors = describeImage(page(three.join('')), '#noon');
  expect(look(selectors, page(three.toReversed().join('')))).toMatchObject({ image: 'noon' });
  expect(
    look(selectors, page(`${three[0]}<p>An hour later: ${IMG('photo', 'new')} the fog came.</p>${three[1]}${three[2]}`))
      .image,
  ).toBe('noon');
});

test('images that nothing tells apart are never drawn as certain', () => {
  const row = IMG('star', 'a') + IMG('star', 'b') + IMG('star', 'c');
  const selectors = describeImage(page(`<p>${row}</p>`), '#b');
  const same = look(selectors, page(`<p>${row}</p>`));
  expect(same).toMatchObject({ state: 'unsure', image: 'b' });
  expect(look(selectors, page(`<p>${IMG('star', 'new')}${row}</p>`)).state).toBe('unsure');
});

test('an image that is gone is lost, also when another has its words or its place', () => {
  const selectors = describeImage(page(`<p>${IMG('photo')}</p>`));
  expect(look(selectors, page('')).state).toBe('lost');
  const elsewhere = look(selectors, `<p>Another page: ${IMG('photo')} altogether, about its own things.</p>`);
  expect(['lost', 'unsure']).toContain(elsewhere.state);
  const replaced = look(selectors, page(`<p>${IMG('Portrait of the minister')}</p>`));
  expect(['lost', 'unsure']).toContain(replaced.state);
});

test('a text is never taken for an image, nor an image for its caption', () => {
  const figure = `<figure>${IMG('boat')}<figcaption>${BOAT}</figcaption></figure>`;
  const selectors = describeImage(page(figure));
  expect(look(selectors, page(`<p>${BOAT}</p>`)).state).toBe('lost');
  const text = selectors.filter(({ type }) => type !== 'XPathSelector');
  const result = look(text, page(figure));
  expect([result.range?.toString(), result.image]).toEqual([BOAT, undefined]);
});
