/** What reflow asks for (WCAG 1.4.10): at 400 % zoom a window of 1280 × 1024 is 320 × 256, and nothing is to be scrolled for sideways. */
import { page } from 'vitest/browser';
import { endGliding } from './axe.ts';

export const NARROW = { width: 320, height: 256 };

export async function zoomIn(): Promise<void> {
  await page.viewport(NARROW.width, NARROW.height);
  endGliding();
}

/** What stands out at a side, and what is too small to be touched (WCAG 2.5.8: 24 px, or far enough from others, which axe sees to). */
export function standsOut(root: ParentNode = document): string[] {
  const { scrollWidth } = document.documentElement;
  const out = scrollWidth > NARROW.width ? [`the page is ${scrollWidth} wide`] : [];
  for (const one of root.querySelectorAll('button, select, input, textarea, a, summary, h1, h2, h3, p')) {
    if (one.closest('pre, .unseen, [aria-hidden="true"]') || !one.checkVisibility()) continue;
    const { left, right, width } = one.getBoundingClientRect();
    if (width > 1 && (left < -1 || right > NARROW.width + 1)) {
      out.push(`${left.toFixed(0)} to ${right.toFixed(0)}: ${one.outerHTML.slice(0, 120)}`);
    }
  }
  return out;
}
