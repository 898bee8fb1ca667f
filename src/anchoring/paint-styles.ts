/**
 * How painted passages look. Colours are translucent because we do not know the page's own, and dark enough that a page
 * that is dark without saying so (no `color-scheme`) stays readable under the light ones. Kind and certainty are told by
 * the line, not by colour alone: thick, thin, dashed, thin and dashed; above and below for the one in focus. A chosen
 * colour has a line of its own shape. Density only changes the ground. Nothing is painted in print.
 */
import { COLORS, type Color } from '../core/color.ts';
import { LOOKS } from '../core/color-looks.ts';
import { crowd, inColor } from './layers.ts';

const rule = (style: string, css: string) => `::highlight(commonplace-${style}){${css}}`;
const ground = (light: string, dark = light) => `background-color:light-dark(rgb(${light}),rgb(${dark}));`;
const line = (kind: string) => `text-decoration:${kind};`;

/** Shape and thickness of the line of each kind; the thick ones are my own. */
const LINES: readonly (readonly [style: string, shape: string, px: number])[] = [
  ['mine', 'underline solid', 2],
  ['peer', 'underline solid', 1],
  ['changed', 'underline dashed', 2],
  ['unsure', 'underline dashed', 1],
  ...COLORS.flatMap((color) => [
    [inColor('mine', color), LOOKS[color].line, 2] as const,
    [inColor('peer', color), LOOKS[color].line, 1] as const,
    [inColor('changed', color), 'underline dashed', 2] as const,
  ]),
];
const strong = (more: (px: number) => string = () => '') =>
  LINES.map(([style, shape, px]) => rule(style, line(`${shape} ${2 * px}px`) + more(2 * px))).join('');
const raise = (by: string) => `text-underline-offset:-${by};`;

const colored = (color: Color) => {
  const { ink, line: shape } = LOOKS[color];
  return [
    rule(inColor('mine', color), ground(`${ink}/.32`, `${ink}/.4`) + line(`${shape} 2px rgb(${ink})`)),
    rule(inColor('peer', color), ground(`${ink}/.2`, `${ink}/.28`) + line(`${shape} 1px rgb(${ink})`)),
    rule(inColor('changed', color), ground(`${ink}/.14`) + line('underline dashed 2px rgb(214 110 20)')),
  ].join('');
};

/**
 * Chromium gives every highlight the colours of a selection when colours are forced, whatever the rules say, and draws
 * lines in the ink of it: so they must lie within the ground.
 */
const FORCED = [
  strong((px) => `background-color:Mark;color:MarkText;${raise(`${px}px`)}`),
  rule('unsure', 'background-color:#0000;color:currentcolor'),
  ...[2, 3, 5].map((level) =>
    rule(crowd(level), `background-color:#0000;${line(`underline ${level - 1}px`)}${raise('.9em')}`),
  ),
  rule('hover', `background-color:#0000;${line('underline 5px')}${raise('5px')}`),
  rule('focus', `background-color:Highlight;color:HighlightText;${line('underline double 4px')}${raise('8px')}`),
].join('');

/** The rules for every style name a mark can have. */
export const PAINT_STYLES = `@media screen{${[
  rule('mine', ground('255 206 46/.45', '255 206 46/.3') + line('underline 2px rgb(200 140 0)')),
  rule('peer', ground('64 160 255/.22', '96 176 255/.28') + line('underline 1px rgb(64 140 230)')),
  rule('changed', ground('255 150 50/.2') + line('underline dashed 2px rgb(214 110 20)')),
  rule('unsure', line('underline dashed 1px rgb(128 128 128)')),
  ...COLORS.map(colored),
  rule(crowd(2), ground('190 80 0/.16')),
  rule(crowd(3), ground('190 80 0/.28')),
  rule(crowd(5), ground('190 80 0/.42')),
  rule('hover', ground('120 110 100/.3') + line('underline 3px currentcolor')),
  rule('focus', 'background-color:rgb(255 190 60);color:rgb(30 25 15);text-decoration:underline overline 2px'),
].join('')}@media(prefers-contrast:more){${strong()}}@media(forced-colors:active){${FORCED}}}`;
