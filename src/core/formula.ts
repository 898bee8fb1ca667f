/** How formulas of peers are drawn without harm, for the screens of the extension and the endpoint's pages alike (ADR 0034). */

/**
 * Options of KaTeX. No links, no images, no styles of the writer's; what expands without end or would be larger than a card
 * ends in words. What the library would draw by a `style` attribute, which our pages forbid, is drawn by its nearest kin.
 */
export const HARMLESS = {
  output: 'mathml',
  throwOnError: true,
  macros: { '\\pmb': '\\boldsymbol{#1}', '\\fcolorbox': '\\colorbox{#2}{#3}' },
  trust: false,
  strict: 'ignore',
  maxExpand: 500,
  maxSize: 10,
} as const;

/** Nobody writes longer ones by hand, and each sign becomes elements. */
export const MAX_TEX = 2000;
