/** Looks of all that stands in the host. */

import { LOOKS } from '../core/color-looks.ts';
import { COLORS } from '../core/color.ts';
import { NOTICE_STYLES } from './notice-styles.ts';

/** Width of the glance at a passage, in CSS px, where the window is wide enough. */
export const GLANCE_WIDTH = 320;

/**
 * The margin's size in CSS px, its width or its height. Important: only so do the page's own rules lose
 * (https://drafts.csswg.org/css-cascade/#cascade-context).
 */
export const sizeStyles = (size: number): string => `:host { --margin-size: ${size}px !important; }`;

/** Height of the handle of a sheet at the bottom, in CSS px: not less than a finger needs (WCAG 2.2, 2.5.8). */
const HANDLE = 24;
/**
 * The margin as a sheet, and the edge that moves it: a hair's breadth that a pointer finds, as wide as a finger where there is one.
 * It stands outside the frame: of one that anything lies over, Chromium says that nothing in it is really seen (margin/visibility.ts).
 */
const EDGE_STYLES = `
.ribbon:has(~ .margin:not(.bottom, [hidden])) { inset-inline-end: var(--margin-size); }
.margin.bottom {
  inset-block: auto 0; inset-inline: 0; inline-size: 100%; block-size: calc(var(--margin-size) - ${HANDLE}px); border-inline-start: 0; box-shadow: none;
}
.edge {
  position: fixed; z-index: 2147483647; inset-block: 0; inset-inline-end: var(--margin-size); inline-size: 10px;
  cursor: ew-resize; touch-action: pan-y; user-select: none; -webkit-user-select: none; outline: none; color-scheme: light dark;
}
.edge::before {
  content: ''; position: absolute; inset-block: calc(50% - 22px); inset-inline: auto 2px; inline-size: 4px; border-radius: 2px; background: light-dark(#8f8774, #857d6c);
}
.edge:is(:hover, :active)::before { inset-block: 0; }
.edge:focus-visible::before { inset-block: 0; background: light-dark(#1f5c4d, #f2c14e); outline: 1px solid light-dark(#ffffff, #000000); }
.edge.bottom {
  z-index: 2147483646; inset-block: auto calc(var(--margin-size) - ${HANDLE}px); inset-inline: 0; inline-size: auto; block-size: ${HANDLE}px;
  cursor: ns-resize; touch-action: none; background: light-dark(#faf8f3, #191815); border-start-start-radius: 14px; border-start-end-radius: 14px;
  box-shadow: 0 -6px 16px rgb(0 0 0 / .2);
}
.edge.bottom::before { inset: 10px calc(50% - 22px); inline-size: auto; }
.edge.bottom:is(:hover, :active, :focus-visible)::before { inset-inline: calc(50% - 60px); }
@media (pointer: coarse) { .edge:not(.bottom) { inline-size: 24px; } }
@media (prefers-reduced-motion: no-preference) { .leaving { transition: translate 200ms ease-in; } }
`;

export const HOST_STYLES = `
${NOTICE_STYLES}.adder { display: grid; grid-auto-flow: column; gap: 2px; padding: 3px; }
.adder > button { justify-content: center; white-space: nowrap; }
.colors { display: flex; grid-area: 2 / 1 / 3 / span 2; }
.adder [data-act='audience'] { grid-area: 3 / 1 / 4 / span 2; min-height: 30px; font-size: 12px; }
button:disabled { cursor: default; background: none; }
.colors button { flex: 1; min-inline-size: 40px; justify-content: center; padding: 0; }
.colors span { padding-inline: 5px; border-radius: 3px; font-weight: 600; text-underline-offset: 3px; text-decoration-thickness: 2px; }
.colors span::before { content: 'ab' / ''; }
${COLORS.map((color) => `.colors .${color} { background: rgb(${LOOKS[color].ink} / .32); text-decoration: ${LOOKS[color].line} 2px rgb(${LOOKS[color].ink}); }`).join('\n')}
svg { inline-size: 16px; block-size: 16px; flex: none; }
.walk { inset-block-end: 12px; inset-inline-start: 12px; }
.walk:not(:focus-within) { clip-path: inset(50%); pointer-events: none; }
.images { position: absolute; top: 0; left: 0; }
.images div { position: absolute; pointer-events: none; border-radius: 2px; outline: 3px solid rgb(240 180 20); }
.images .peer { outline-color: rgb(64 140 230); }
.images .changed { outline: 3px dashed rgb(214 110 20); }
${COLORS.map((color) => `.images [class$="-${color}"] { outline-color: rgb(${LOOKS[color].ink}); }`).join('\n')}
.images [class^="changed-"] { outline-style: dashed; }
.images .hidden { display: none; }
.images .unsure { outline: 2px dashed rgb(128 128 128); }
.images .focus { outline: 5px solid rgb(200 110 0); }
.pointed { position: fixed; z-index: 2147483644; top: 0; left: 0; pointer-events: none; }
.margin {
  position: fixed; z-index: 2147483646; inset-block: 0; inset-inline-end: 0; inline-size: var(--margin-size); max-inline-size: 100vw; block-size: 100%;
  border: 0; border-inline-start: 1px solid light-dark(#d8d2c2, #3a4a44); background: light-dark(#fffdf7, #18211e);
  color-scheme: light dark; box-shadow: -6px 0 24px rgb(0 0 0 / .14);
}
.glance {
  position: fixed; z-index: 2147483645; visibility: hidden; inline-size: min(${GLANCE_WIDTH}px, calc(100vw - 12px)); border: 0; border-radius: 10px;
  background: light-dark(#ffffff, #23211d); color-scheme: light dark; box-shadow: 0 4px 18px rgb(0 0 0 / .22); outline: 1px solid light-dark(#d8d2c2, #3a4a44);
}
.glance.shown { visibility: visible; }
.ribbon {
  --level-1: rgb(64 150 240 / .55); --level-2: rgb(200 130 0 / .75); --level-3: rgb(200 90 0 / .85); --level-5: rgb(170 50 0 / .95);
  position: fixed; z-index: 2147483645; inset-block: 0; inset-inline-end: 0; inline-size: 6px; pointer-events: none; forced-color-adjust: none;
}
${EDGE_STYLES}@media (forced-colors: active) { .ribbon { --level-1: GrayText; --level-2: Mark; --level-3: LinkText; --level-5: CanvasText; } .edge::before { background: CanvasText; } .edge:focus-visible::before { background: Highlight; } .glance { outline-color: CanvasText; } }
@media print { .images, .pointed, .ribbon, .adder, .walk, .edge, iframe { display: none !important; } }
`;
