/**
 * Asks axe-core about what is on the page, in every look that a reader may have. One page is looked at again and again: what
 * it is emulated to be changes. Where only colours change, only what is asked of colours is asked again.
 */
import axe, { type RunOnly } from 'axe-core';
import { emulate } from '../anchoring/pixels.ts';

const ALL: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
const OF_COLOURS: RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

type Look = { name: string; scheme: 'light' | 'dark'; dir: 'ltr' | 'rtl'; forced?: true; asks: RunOnly };

const LOOKS: readonly Look[] = [
  { name: 'light', scheme: 'light', dir: 'ltr', asks: ALL },
  { name: 'dark', scheme: 'dark', dir: 'ltr', asks: OF_COLOURS },
  { name: 'right to left', scheme: 'light', dir: 'rtl', asks: ALL },
  { name: 'forced colours', scheme: 'light', dir: 'ltr', forced: true, asks: OF_COLOURS },
  { name: 'forced colours, dark', scheme: 'dark', dir: 'ltr', forced: true, asks: OF_COLOURS },
];

/**
 * Colours glide for a moment after a change of scheme, and what is measured must have come to rest. It is not waited for: a
 * page that is not drawn just now, one of several that are tested, would wait for ever.
 */
export function endGliding(): void {
  // What inherits a colour begins to glide when that has come to rest.
  for (let depth = 0; depth < 5; depth++) {
    for (const animation of document.getAnimations()) {
      const { endTime } = animation.effect?.getComputedTiming() ?? {};
      if (endTime !== Infinity) animation.finish();
    }
  }
}

/** The faults found, as lines that name look, rule and element; a clean screen has none. */
export async function axeFaults(root: Element): Promise<string[]> {
  const { documentElement } = document;
  const faults: string[] = [];
  documentElement.lang = 'en';
  // What is out of view begins to glide only when it is asked for its colours.
  const still = document.createElement('style');
  still.textContent = '* { transition: none !important; }';
  document.head.append(still);
  try {
    for (const { name, scheme, dir, forced, asks } of LOOKS) {
      await emulate({ 'prefers-color-scheme': scheme, ...(forced && { 'forced-colors': 'active' }) });
      // Where the system chooses the colours it chooses the scheme too.
      documentElement.style.colorScheme = forced ? '' : scheme;
      documentElement.dir = dir;
      endGliding();
      const { violations } = await axe.run(root, { resultTypes: ['violations'], runOnly: asks });
      for (const { id, nodes } of violations) {
        for (const { html, failureSummary } of nodes) faults.push(`${name} ${id}: ${html}\n${failureSummary}`);
      }
    }
  } finally {
    still.remove();
    documentElement.style.colorScheme = '';
    documentElement.dir = 'ltr';
    await emulate();
  }
  return faults;
}
