/**
 * How painted passages look. Colours are translucent because we do not know the page's own, and dark enough that a page
 * that is dark without saying so (no `color-scheme`) stays readable under the light ones. Kind and certainty are told by
 * the line, not by colour alone: thick, thin, dotted, dashed; above and below for the one in focus. Density only changes
 * the ground. Nothing is painted in print.
 */
import { crowd } from './layers.ts';

const rule = (style: string, css: string) => `::highlight(commonplace-${style}){${css}}`;
const ground = (light: string, dark = light) => `background-color:light-dark(rgb(${light}),rgb(${dark}));`;
const line = (kind: string) => `text-decoration:underline ${kind};`;
/** Style and thickness of each kind's line. */
const LINES = { mine: ['solid', 2], peer: ['solid', 1], changed: ['dotted', 2], unsure: ['dashed', 1] } as const;
const strong = (more: (px: number) => string = () => '') =>
  Object.entries(LINES)
    .map(([style, [kind, px]]) => rule(style, line(`${kind} ${2 * px}px`) + more(2 * px)))
    .join('');
const raise = (by: string) => `text-underline-offset:-${by};`;

/**
 * Chromium gives every highlight the colours of a selection when colours are forced, whatever the rules say, and draws
 * lines in the ink of it: so they must lie within the ground.
 */
const FORCED = [
  strong((px) => `background-color:Mark;color:MarkText;${raise(`${px}px`)}`),
  rule('unsure', 'background-color:#0000;color:currentcolor'),
  ...[2, 3, 5].map((level) => rule(crowd(level), `background-color:#0000;${line(`${level - 1}px`)}${raise('.9em')}`)),
  rule('hover', `background-color:#0000;${line('5px')}${raise('5px')}`),
  rule('focus', `background-color:Highlight;color:HighlightText;${line('double 4px')}${raise('8px')}`),
].join('');

/** The rules for every style name a mark can have. */
export const PAINT_STYLES = `@media screen{${[
  rule('mine', ground('255 206 46/.45', '255 206 46/.3') + line('2px rgb(200 140 0)')),
  rule('peer', ground('64 160 255/.22', '96 176 255/.28') + line('1px rgb(64 140 230)')),
  rule('changed', ground('255 150 50/.2') + line('dotted 2px rgb(214 110 20)')),
  rule('unsure', line('dashed 1px rgb(128 128 128)')),
  rule(crowd(2), ground('190 80 0/.16')),
  rule(crowd(3), ground('190 80 0/.28')),
  rule(crowd(5), ground('190 80 0/.42')),
  rule('hover', ground('120 110 100/.3') + line('3px currentcolor')),
  rule('focus', 'background-color:rgb(255 190 60);color:rgb(30 25 15);text-decoration:underline overline 2px'),
].join('')}@media(prefers-contrast:more){${strong()}}@media(forced-colors:active){${FORCED}}}`;
