/** How formulas of peers are drawn without harm, for the screens of the extension and the endpoint's pages alike (ADR 0034). */

/** Nobody writes longer ones by hand, and each sign becomes elements. */
export const MAX_TEX = 2000;

/** Characters of MathML of one formula. A full table of 2000 signs may be above it; no formula in a sentence is. */
export const MAX_MATHML = 65_536;

/**
 * What defines: two thousand signs say "draw these nine hundred" 480 times, and `\gdef` would last into the formulas of
 * others. And the library's inner names, which have an `@` in them and of which some hold what they were given. A word
 * right after a line's end (`\\def`) is taken for one too: `\verb` makes it possible to hide one so.
 */
const DEFINES = /\\(?:[egx]?def|(?:future)?let|(?:new|renew|provide)command|[a-zA-Z]+@[a-zA-Z@]*)(?![a-zA-Z@])/;

/** Whether a formula is to be read at all. Else, and where it cannot be read or is larger than `MAX_MATHML`, it is shown as typed. */
export function mayBeRead(tex: string): boolean {
  return tex.length <= MAX_TEX && !DEFINES.test(tex);
}

/**
 * Options of KaTeX. No links, no images, no styles of the writer's; what expands without end or would be larger than a card
 * ends in words. What the library would draw by a `style` attribute, which our pages forbid, is drawn by its nearest kin.
 * New ones for each formula, since the library keeps in `macros` what one formula makes of them.
 */
export function harmless(displayMode: boolean) {
  return {
    displayMode,
    output: 'mathml',
    throwOnError: true,
    macros: { '\\pmb': '\\boldsymbol{#1}', '\\fcolorbox': '\\colorbox{#2}{#3}' },
    trust: false,
    strict: 'ignore',
    maxExpand: 500,
    maxSize: 10,
  } as const;
}
