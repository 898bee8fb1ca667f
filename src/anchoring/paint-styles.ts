/**
 * How painted passages look. Colours are translucent because we do not know the page's own; certainty is told by the
 * line, not by colour alone. Nothing is painted in print.
 */

const rule = (style: string, css: string) => `::highlight(commonplace-${style}){${css}}`;
const ground = (light: string, dark = light) => `background-color:light-dark(rgb(${light}),rgb(${dark}));`;
const line = (kind: string) => `text-decoration:underline ${kind};`;
const FORCED = 'background-color:Mark;color:MarkText;';

/** The rules for every style name a mark can have. */
export const PAINT_STYLES = `@media screen{${[
  rule('mine', ground('255 206 46/.45', '255 206 46/.3')),
  rule('peer', ground('64 160 255/.22', '96 176 255/.28') + line('1px rgb(64 140 230)')),
  rule('changed', ground('255 150 50/.2') + line('dotted 2px rgb(214 110 20)')),
  rule('unsure', line('dashed 1px rgb(128 128 128)')),
  rule('focus', ground('255 170 0/.6', '255 180 40/.5') + line('2px rgb(200 110 0)')),
].join(
  '',
)}@media(forced-colors:active){${['mine', 'peer', 'changed'].map((style) => rule(style, FORCED)).join('')}${rule(
  'focus',
  'background-color:Highlight;color:HighlightText',
)}}}`;
