/** A passage described in one form of a page and looked for in another: the shape of most anchoring tests. */
import { type AnchorResult, anchor } from '../../src/anchoring/anchor.ts';
import { describe } from '../../src/anchoring/describe.ts';
import { buildTextIndex } from '../../src/anchoring/page-text.ts';
import { show, showMarked, wordsOf } from './marked-page.ts';

export const INTRO = `<h1>On reading together</h1><p>A circle that reads slowly notices more than a reader who hurries alone.
Each of its members brings another question to the same page.</p>`;
export const OUTRO = `<p>What is agreed upon is seldom what was most alive in the evening; the margin keeps the rest.</p>
<p>Those who come later find not an answer but the path that somebody took towards one.</p>`;

export type Carried = AnchorResult & { words: string | null };

/** Describes the marked passage of one page and looks for it in another; selectors go through JSON, as they are kept. */
export function carry(before: string, after: string): Carried {
  const { container, range } = showMarked(before);
  const selectors = JSON.parse(JSON.stringify(describe(range, buildTextIndex(container))));
  const result = anchor(selectors, buildTextIndex(show(after)));
  return { ...result, words: wordsOf(result.range) };
}
