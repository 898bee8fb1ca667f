/** Looks at a screen with axe-core as it stands, in light, dark and right to left. */
import axe from 'axe-core';
import { expect } from 'vitest';
import { endGliding } from '../ui/axe.ts';

const LOOKS = [
  { name: 'light', scheme: 'light', dir: 'ltr' },
  { name: 'dark', scheme: 'dark', dir: 'ltr' },
  { name: 'right to left', scheme: 'light', dir: 'rtl' },
] as const;
const ALL = LOOKS.map(({ name }) => name);

/** @param looks Where the system chooses the colours there is no other scheme, and what is computed of one is not what is seen. */
export async function expectAccessible(looks: readonly (typeof LOOKS)[number]['name'][] = ALL): Promise<void> {
  const root = document.documentElement;
  root.lang = 'en';
  // The page that hosts the tests is not ours to judge: only what stands in the body is.
  for (const { name, scheme, dir } of LOOKS.filter((look) => looks.includes(look.name))) {
    root.style.colorScheme = scheme;
    root.dir = dir;
    endGliding();
    const { violations } = await axe.run(document.body, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    );
    expect({ look: name, found }).toEqual({ look: name, found: [] });
  }
  root.style.colorScheme = '';
  root.dir = 'ltr';
}
