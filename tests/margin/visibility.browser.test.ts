/** A button that a page has covered, faded or just revealed is not taken for seen. */
import { afterEach, expect, test } from 'vitest';
import { seesOcclusion, watchVisibility } from '../../src/margin/visibility.ts';

const life: AbortController[] = [];
afterEach(() => {
  for (const one of life.splice(0)) one.abort();
});

function signal(): AbortSignal {
  const controller = new AbortController();
  life.push(controller);
  return controller.signal;
}

function place(around: Partial<CSSStyleDeclaration> = {}): HTMLButtonElement {
  const box = document.createElement('div');
  Object.assign(box.style, around);
  const button = document.createElement('button');
  button.textContent = 'Publish';
  Object.assign(button.style, { position: 'relative', inlineSize: '120px', blockSize: '40px' });
  box.append(button);
  document.body.replaceChildren(box);
  return button;
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

test('Chromium tells real visibility, headless too', () => expect(seesOcclusion).toBe(true));

test('a plain button is seen', async () => {
  expect(await watchVisibility(place(), signal()).isSeen()).toBe(true);
});

test.each<[string, Partial<CSSStyleDeclaration>]>([
  ['faded', { opacity: '0.01' }],
  ['half faded', { opacity: '0.5' }],
  ['filtered', { filter: 'brightness(0)' }],
  ['moved by a transform that is not a shift', { transform: 'scale(0.1)' }],
  ['out of view', { position: 'absolute', top: '-500px' }],
  ['hidden', { visibility: 'hidden' }],
])('a button that is %s is not', async (_name, style) => {
  expect(await watchVisibility(place(style), signal()).isSeen()).toBe(false);
});

test('a covered button is not, and is again when uncovered', async () => {
  const button = place();
  const cover = document.createElement('div');
  Object.assign(cover.style, { position: 'fixed', inset: '0', background: 'white', pointerEvents: 'none' });
  document.body.append(cover);
  const eye = watchVisibility(button, signal());
  expect(await eye.isSeen()).toBe(false);
  cover.remove();
  expect(await eye.isSeen()).toBe(true);
});

test('the first answer waits for the first look, a later no follows the page', async () => {
  const button = place();
  const eye = watchVisibility(button, signal());
  expect(await eye.isSeen()).toBe(true);
  if (button.parentElement) button.parentElement.style.opacity = '0';
  await pause(300);
  expect(await eye.isSeen()).toBe(false);
});

test('without occlusion, a button counts only after it has stood in view for a while', async () => {
  let clock = 0;
  const eye = watchVisibility(place(), signal(), { occlusion: false, now: () => clock });
  await pause(100);
  clock = 499;
  expect(await eye.isSeen()).toBe(false);
  clock = 500;
  expect(await eye.isSeen()).toBe(true);
});
