import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOST_STYLES } from '../../src/annotator/host-styles.ts';
import { createHost, type Host } from '../../src/annotator/host.ts';
import { createNoteWalk } from '../../src/annotator/note-walk.ts';

let life: AbortController;
let page: HTMLStyleElement;

beforeEach(() => {
  life = new AbortController();
  page = document.createElement('style');
  document.head.append(page);
});
afterEach(() => {
  life.abort();
  page.remove();
});

/** A host of ours in the document, with something in it. */
function hostIn(lang: string, dir: 'ltr' | 'rtl'): { host: Host; inside: HTMLElement } {
  const host = createHost(document, { lang, dir }, HOST_STYLES, life.signal);
  const inside = document.createElement('div');
  host.root.append(inside);
  host.attach();
  return { host, inside };
}

describe('the host in a page', () => {
  test.each([
    ['ar', 'rtl', 'left'],
    ['de', 'ltr', 'right'],
  ] as const)('in %s is written %s and has the margin at the %s, whatever the page says', (lang, dir, side) => {
    page.textContent = `* { direction: ${dir === 'rtl' ? 'ltr' : 'rtl'} !important; }`;
    const { host, inside } = hostIn(lang, dir);
    expect(getComputedStyle(inside).direction).toBe(dir);
    expect(host.side).toBe(side);
    expect((host.root.host as HTMLElement).lang).toBe(lang);
  });

  test.each([
    ['ar', 'rtl', 'ArrowLeft'],
    ['en', 'ltr', 'ArrowRight'],
  ] as const)('in %s the arrow at the end of the line goes to the next passage', (lang, dir, key) => {
    const { host } = hostIn(lang, dir);
    const seen: (string | null)[] = [];
    const walk = createNoteWalk({
      host,
      document,
      label: (place, count) => `${place}/${count}`,
      look: (id) => seen.push(id),
      open: () => undefined,
    });
    walk.set(['first', 'second', 'third']);
    const button = host.root.querySelector<HTMLButtonElement>('.walk button');
    button?.focus();
    button?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    expect(seen).toEqual(['first', 'second']);
    expect(button?.textContent).toBe('2/3');
  });
});
