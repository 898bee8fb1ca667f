/**
 * A contact sheet of a piece: every state below the others, and that in every look side by side. Letters come from fonts
 * that the project brings, so that they are the same on every machine.
 */
import interFont from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import monoFont from 'katex/dist/fonts/KaTeX_Typewriter-Regular.woff2?url';
import readingFont from 'katex/dist/fonts/KaTeX_Main-Regular.woff2?url';
import { type ComponentChild, render } from 'preact';
import { page } from 'vitest/browser';
import { emulate } from '../../anchoring/pixels.ts';
import { endGliding } from '../axe.ts';
import { decodePng } from './png.ts';

/** A state of a piece. What it takes to be `shown` as pointed at or focused is done to all its controls; `press` names what is pressed first. */
export type State = { name: string; view: ComponentChild; shown?: 'hover' | 'focus'; press?: string };

type Look = { name: string; dir?: 'rtl'; features: Record<string, string> };

const LOOKS: readonly Look[] = [
  { name: 'light', features: { 'prefers-color-scheme': 'light' } },
  { name: 'dark', features: { 'prefers-color-scheme': 'dark' } },
  { name: 'more contrast', features: { 'prefers-color-scheme': 'light', 'prefers-contrast': 'more' } },
  { name: 'forced colours', features: { 'prefers-color-scheme': 'dark', 'forced-colors': 'active' } },
  { name: 'right to left', dir: 'rtl', features: { 'prefers-color-scheme': 'light' } },
];

/**
 * Made once and by hand: of rules that come and go with each sheet, `document.fonts.load` may find none yet, and say that
 * all is loaded.
 */
const FACES: readonly FontFace[] = [
  new FontFace('Sheet', `url(${interFont})`, { weight: '100 900' }),
  new FontFace('Sheet reading', `url(${readingFont})`),
  new FontFace('Sheet mono', `url(${monoFont})`),
];

const WIDTH = 300;
/** The pointer rests where a test before has left it: a piece under it would be drawn as pointed at. */
const STILL = `*, *::before, *::after {
  animation: none !important; transition: none !important; caret-color: transparent !important; pointer-events: none !important;
}`;

export async function sheetOf(states: readonly State[]): Promise<ImageData> {
  const ours = await prepare();
  await page.viewport(WIDTH, 4000);
  const root = document.createElement('div');
  root.className = 'sheet';
  document.body.replaceChildren(root);
  render(
    <>
      {states.map(({ name, view, shown, press }) => (
        <section key={name} data-state={shown} data-press={press}>
          <p class="sheet-name">{name}</p>
          {view}
        </section>
      ))}
    </>,
    root,
  );
  for (const section of root.querySelectorAll<HTMLElement>('[data-press]')) {
    for (const one of section.querySelectorAll<HTMLElement>(section.dataset['press'] ?? '')) one.click();
  }
  const pictures: ImageData[] = [];
  try {
    await settled();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    for (const { name, dir, features } of LOOKS) {
      document.documentElement.dir = dir ?? 'ltr';
      root.dataset['look'] = name;
      await emulate(features);
      markStates(root);
      endGliding();
      await settled();
      pictures.push(await decodePng(await page.screenshot({ element: root, save: false })));
    }
  } finally {
    document.documentElement.dir = 'ltr';
    await emulate();
    render(null, root);
    root.remove();
    ours.abort();
  }
  return sideBySide(pictures);
}

/** Fonts, rest, and rules for states that a picture cannot have otherwise. Ends with what it answers. */
async function prepare(): Promise<AbortController> {
  const end = new AbortController();
  const style = document.createElement('style');
  style.textContent = `
    :root { --interface: 'Sheet'; --reading: 'Sheet reading'; --mono: 'Sheet mono'; }
    ${STILL}
    .sheet { display: grid; gap: 12px; inline-size: ${WIDTH}px; padding: 12px; background: var(--paper); }
    .sheet > section { display: grid; gap: 6px; position: relative; }
    .sheet::before { content: attr(data-look); font-weight: 700; }
    .sheet-name { color: var(--ink-soft); font-size: 11px; letter-spacing: normal; }
    .sheet .toasts { position: static; }
  `;
  document.head.append(style);
  for (const sheet of document.styleSheets) if (!sheet.disabled) statesAsClasses(sheet);
  end.signal.addEventListener('abort', () => style.remove());
  for (const face of FACES) document.fonts.add(await face.load());
  return end;
}

/** Every rule for `:hover` and `:focus-visible` stands for a class as well, at its own place: what comes later still wins. */
function statesAsClasses(list: { readonly cssRules: CSSRuleList }): void {
  for (const rule of list.cssRules) {
    if (rule instanceof CSSMediaRule) statesAsClasses(rule);
    else if (
      rule instanceof CSSStyleRule &&
      /:hover|:focus-visible/.test(rule.selectorText) &&
      !rule.selectorText.includes('.is-')
    ) {
      const shown = rule.selectorText.replaceAll(':hover', '.is-hover').replaceAll(':focus-visible', '.is-focus');
      rule.selectorText = `${rule.selectorText}, ${shown}`;
    }
  }
}

function markStates(root: HTMLElement): void {
  for (const section of root.querySelectorAll<HTMLElement>('[data-state]')) {
    for (const one of section.querySelectorAll('button, input, select, textarea, a, summary, .card')) {
      one.classList.add(`is-${section.dataset['state']}`);
    }
  }
}

/** What loads its part when it is shown has come, and pictures are drawn. */
async function settled(): Promise<void> {
  await new Promise((done) => setTimeout(done, 60));
  await document.fonts.ready;
  await Promise.all([...document.images].map((one) => one.decode()));
}

function sideBySide(pictures: readonly ImageData[]): ImageData {
  const height = Math.max(...pictures.map((one) => one.height));
  const canvas = new OffscreenCanvas(
    pictures.reduce((sum, one) => sum + one.width, 0),
    height,
  );
  const context = canvas.getContext('2d')!;
  let at = 0;
  for (const picture of pictures) {
    context.putImageData(picture, at, 0);
    at += picture.width;
  }
  const { data, width } = context.getImageData(0, 0, canvas.width, height);
  for (let pixel = 3; pixel < data.length; pixel += 4) {
    // Below a shorter one there is nothing.
    if (data[pixel] === 0) data.fill(255, pixel - 3, pixel + 1);
  }
  return new ImageData(data, width, height);
}
