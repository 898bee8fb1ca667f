/**
 * The adder: the small bar at a selection. Buttons only, because a page sees every key typed into
 * its document; words are typed in the margin frame (design §3).
 */
import { isSameRange } from '../anchoring/mark.ts';
import { COLORS, type Color } from '../core/color.ts';
import type { Audience } from '../protocol/from-annotator.ts';
import type { Host } from './host.ts';

export type AdderWords = {
  label: string;
  highlight: string;
  comment: string;
  attach: string;
  /** "Highlight in yellow". */
  colors: Record<Color, string>;
  /** Who will see it: "Only you", "Your group". */
  audience: Record<Audience, string>;
};
export type AdderAct = 'highlight' | 'comment';

/** How a passage is marked. Without an audience it is that of the group chosen for writing. */
export type Marked = { color?: Color | undefined; audience?: Audience | undefined };

export type Adder = {
  /** Shows the bar at the range. */
  show(range: Range): void;
  hide(): void;
  /** What is free of the window has changed. */
  placeAnew(): void;
  /** What was chosen for this range, where the bar stands at it: keys mark as its buttons do. */
  chosenFor(range: Range): Marked;
  /** What marks the selection attaches a note to it instead, and says so; no new one is offered. */
  offerAttaching(on: boolean): void;
};

const GAP = 8;
const PEN = 'M4 15.500V20h4.500L19 9.500 14.500 5zM3 22h18';
const BUBBLE = 'M4 5h16v11H11l-5 4v-4H4z';
const FACES: Record<Audience, string> = {
  me: 'M7 11V8.500a5 5 0 0 1 10 0V11M6 11h12v8.500H6z',
  group: 'M9 11a3 3 0 1 1 .01 0M3 19c0-6 12-6 12 0M15 5a3 3 0 0 1 0 6M17.500 14q3.500 1 3.500 5',
};

export type AdderPorts = {
  act: (what: AdderAct, marked: Marked) => void;
  /** Who sees what is marked now, unless the reader says otherwise. */
  audience: () => Promise<Audience>;
  /** The part of the window that shows the page. */
  free: () => FreePart;
};

/** In CSS pixels of the window, from its upper left corner; all of it is free above. */
export type FreePart = { left: number; right: number; bottom: number };

export function createAdder(
  host: Host,
  document: Document,
  words: AdderWords,
  { act, audience, free }: AdderPorts,
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
  const eyes = pressable(() => choose(chosen === 'me' ? 'group' : 'me'));
  eyes.dataset['act'] = 'audience';
  bar.append(highlight, comment, colors, eyes);
  /** Whose choice of writing it is, and what was chosen for this passage; unknown until the background has said. */
  let usual: Audience | undefined;
  let chosen: Audience | undefined;
  let isAttaching = false;
  let about: Range | null = null;
  // Pressing a button must not clear the selection that it is about.
  bar.addEventListener('pointerdown', (event) => event.preventDefault());

  function button(what: AdderAct, label: string, path: string): HTMLButtonElement {
    const one = pressable(() => act(what, marked()));
    one.dataset['act'] = what;
    one.append(icon(path), label);
    return one;
  }

  /** The colour by its ground and its line, under letters that are only drawn: they are no part of its name. */
  function swatch(color: Color): HTMLButtonElement {
    const one = pressable(() => act('highlight', { ...marked(), color }));
    one.dataset['act'] = color;
    one.title = words.colors[color];
    one.setAttribute('aria-label', words.colors[color]);
    const sample = document.createElement('span');
    sample.className = color;
    one.append(sample);
    return one;
  }

  const marked = (): Marked => ({ audience: chosen === usual ? undefined : chosen });

  function choose(next: Audience): void {
    chosen = next;
    eyes.hidden = isAttaching;
    // who writes for themselves alone has no group here to change to
    eyes.disabled = usual === 'me';
    eyes.setAttribute('aria-pressed', String(next === 'me'));
    eyes.replaceChildren(icon(FACES[next]), words.audience[next]);
  }

  /** Asked anew for every passage: what was chosen for one is no choice for the next. */
  async function tellAudience(range: Range): Promise<void> {
    if (about && isSameRange(about, range)) return;
    about = range;
    usual = chosen = undefined;
    eyes.hidden = true;
    const answer = await audience();
    if (about !== range) return;
    usual = answer;
    choose(answer);
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
      place(bar, range, document, free());
      tellAudience(range).then(
        () => !bar.hidden && place(bar, range, document, free()),
        // the extension is gone or asleep: who presses is told
        () => undefined,
      );
    },
    hide() {
      bar.hidden = true;
      about = null;
    },
    placeAnew() {
      if (!bar.hidden && about) place(bar, about, document, free());
    },
    chosenFor: (range) => (!bar.hidden && about && isSameRange(about, range) ? marked() : {}),
    offerAttaching(on) {
      isAttaching = on;
      highlight.lastChild!.textContent = on ? words.attach : words.highlight;
      comment.hidden = colors.hidden = on;
      eyes.hidden = on || usual === undefined;
    },
  };
}

/** Under the end of the selection where touch handles leave room, above it when there is none below. */
function place(bar: HTMLElement, range: Range, document: Document, { left: from, right, bottom }: FreePart): void {
  const view = document.defaultView;
  if (!view) return;
  const rects = [...range.getClientRects()].filter((rect) => rect.width > 0);
  const last = rects.at(-1) ?? range.getBoundingClientRect();
  const { width, height } = bar.getBoundingClientRect();
  const coarse = view.matchMedia('(pointer: coarse)').matches;
  const below = last.bottom + (coarse ? 4 * GAP : GAP);
  const fits = below + height + GAP <= bottom;
  const top = fits ? below : Math.max(GAP, (rects[0]?.top ?? last.top) - height - GAP);
  const left = Math.min(Math.max(from + GAP, last.right - width / 2), Math.max(from, right - width - GAP));
  // nothing of the page is in sight
  bar.style.visibility = bottom < height ? 'hidden' : '';
  bar.style.top = `${Math.max(0, Math.min(top, bottom - height - GAP))}px`;
  bar.style.left = `${left}px`;
}
