/** Asks axe-core about what is on the page, in light, dark and right-to-left. */
import axe from 'axe-core';

const LOOKS = [
  { scheme: 'light', dir: 'ltr' },
  { scheme: 'dark', dir: 'ltr' },
  { scheme: 'light', dir: 'rtl' },
] as const;

/**
 * Colours glide for a moment after a change of scheme, and what is measured must have come to rest. It is not waited for: a
 * page that is not drawn just now, one of several that are tested, would wait for ever.
 */
export function endGliding(): void {
  for (const animation of document.getAnimations()) {
    const { endTime } = animation.effect?.getComputedTiming() ?? {};
    if (endTime !== Infinity) animation.finish();
  }
}

/** The faults found, as lines that name look, rule and element; a clean screen has none. */
export async function axeFaults(root: Element): Promise<string[]> {
  const { documentElement } = document;
  const faults: string[] = [];
  documentElement.lang = 'en';
  for (const { scheme, dir } of LOOKS) {
    documentElement.style.colorScheme = scheme;
    documentElement.dir = dir;
    endGliding();
    const { violations } = await axe.run(root, { resultTypes: ['violations'] });
    for (const { id, nodes } of violations) {
      for (const { html, failureSummary } of nodes) faults.push(`${scheme} ${dir} ${id}: ${html}\n${failureSummary}`);
    }
  }
  documentElement.style.colorScheme = '';
  documentElement.dir = 'ltr';
  return faults;
}
