/**
 * The adder: the small bar at a selection. Buttons only, because a page sees every key typed into
 * its document; words are typed in the margin frame (design §3).
 */
import { COLORS, type Color } from '../core/color.ts';
import type { Host } from './host.ts';

export type AdderWords = {
  label: string;
  highlight: string;
  comment: string;
  attach: string;
  /** "Highlight in yellow". */
  colors: Record<Color, string>;
};
export type AdderAct = 'highlight' | 'comment';

export type Adder = {
  /** Shows the bar at the range. */
  show(range: Range): void;
  hide(): void;
  /** What marks the selection attaches a note to it instead, and says so; no new one is offered. */
  offerAttaching(on: boolean): void;
};

const GAP = 8;
const PEN = 'M4 15.500V20h4.500L19 9.500 14.500 5zM3 22h18';
const BUBBLE = 'M4 5h16v11H11l-5 4v-4H4z';

export function createAdder(
  host: Host,
  document: Document,
  words: AdderWords,
  act: (what: AdderAct, color?: Color) => void,
): Adder {
  const bar = document.createElement('div');
  bar.className = 'adder';
  bar.hidden = true;
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', words.label);
  const highlight = button('highlight', words.highlight, PEN);
  const comment = button('comment', words.comment, BUBBLE);
  const colors = document.createElement('div');
  colors.className = 'colors';
  colors.append(...COLORS.map(swatch));
  bar.append(highlight, comment, colors);
  // Pressing a button must not clear the selection that it is about.
  bar.addEventListener('pointerdown', (event) => event.preventDefault());

  function button(what: AdderAct, label: string, path: string): HTMLButtonElement {
    const one = pressable(() => act(what));
    one.dataset['act'] = what;
    one.append(icon(path), label);
    return one;
  }

  /** The colour by its ground and its line. */
  function swatch(color: Color): HTMLButtonElement {
    const one = pressable(() => act('highlight', color));
    one.dataset['act'] = color;
    one.title = words.colors[color];
    one.setAttribute('aria-label', words.colors[color]);
    const sample = document.createElement('span');
    sample.className = color;
    sample.textContent = 'ab';
    one.append(sample);
    return one;
  }

  function pressable(press: () => void): HTMLButtonElement {
    const one = document.createElement('button');
    one.type = 'button';
    one.addEventListener('click', (event) => {
      // Only a hand presses it: a page that could reach it must not publish in the reader's name.
      if (event.isTrusted) press();
    });
    return one;
  }

  function icon(path: string): SVGElement {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    for (const [name, value] of Object.entries({
      viewBox: '0 0 24 24',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': '2',
      'aria-hidden': 'true',
    })) {
      svg.setAttribute(name, value);
    }
    const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    shape.setAttribute('d', path);
    svg.append(shape);
    return svg;
  }

  return {
    show(range) {
      host.attach();
      if (!bar.isConnected) host.root.append(bar);
      bar.hidden = false;
      place(bar, range, document);
    },
    hide() {
      bar.hidden = true;
    },
    offerAttaching(on) {
      highlight.lastChild!.textContent = on ? words.attach : words.highlight;
      comment.hidden = colors.hidden = on;
    },
  };
}

/** Under the end of the selection where touch handles leave room, above it when there is none below. */
function place(bar: HTMLElement, range: Range, document: Document): void {
  const view = document.defaultView;
  if (!view) return;
  const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
  const last = rects.at(-1) ?? range.getBoundingClientRect();
  const { width, height } = bar.getBoundingClientRect();
  const coarse = view.matchMedia('(pointer: coarse)').matches;
  const below = last.bottom + (coarse ? 4 * GAP : GAP);
  const fits = below + height + GAP <= view.innerHeight;
  const top = fits ? below : Math.max(GAP, (rects[0]?.top ?? last.top) - height - GAP);
  const left = Math.min(Math.max(GAP, last.right - width / 2), view.innerWidth - width - GAP);
  bar.style.top = `${Math.min(top, view.innerHeight - height - GAP)}px`;
  bar.style.left = `${left}px`;
}
