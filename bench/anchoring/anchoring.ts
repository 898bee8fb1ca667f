/** `npm run bench -- anchoring`: how right and how fast passages are found again, ours and peers in the same run. */
import type { Browser } from 'puppeteer-core';
import type { Figures } from '../figures.ts';
import { inChromium } from '../in-chromium.ts';
import { type Bundle, buildMethods } from './bundles.ts';
import { growth } from './growth.ts';
import { quality } from './quality.ts';
import { speed } from './speed.ts';
import { worstQuotes } from './worst-quotes.ts';

type Part = (browser: Browser, bundles: readonly Bundle[], folder: string) => Promise<Figures>;

const PARTS: Record<string, Part> = { quality, speed, growth, 'worst-quotes': worstQuotes };

/** All parts, or those named: `npm run bench -- anchoring speed growth`. */
export function anchoring(names: readonly string[]): Promise<Figures> {
  return inChromium(async (browser, folder) => {
    const bundles = await buildMethods(folder);
    const figures: Figures = {};
    for (const [name, part] of Object.entries(PARTS))
      if (names.length === 0 || names.includes(name)) Object.assign(figures, await part(browser, bundles, folder));
    return figures;
  });
}
