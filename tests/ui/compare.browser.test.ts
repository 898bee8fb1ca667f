/** The comparison of pictures sees one changed token, and does not see how another browser draws the same letters. */
import '../setup-i18n.ts';
import { beforeAll, expect, test } from 'vitest';
// Brings the styles that every page has.
import '../../src/ui/mount.tsx';
import { CONTROLS } from './pictures/controls.tsx';
import { difference } from './pictures/compare.ts';
import { sheetOf } from './pictures/sheet.tsx';

const states = CONTROLS['field']!;
let before: ImageData;
beforeAll(async () => (before = await sheetOf(states)), 60_000);

async function after(css: string): Promise<string | null> {
  const style = document.createElement('style');
  style.textContent = css;
  document.head.append(style);
  try {
    return difference(before, await sheetOf(states));
  } finally {
    style.remove();
  }
}

test.each([
  ['a colour, a little', ':root { --line-strong: light-dark(#877f6c, #857d6c); }'],
  ['a ground', ':root { --card: light-dark(#fcfcfa, #23211d); }'],
  ['a space', ':root { --s1: 0.4375rem; }'],
  ['a size of letters', ':root { --small: 0.875rem; }'],
  ['the accent', ':root { --accent: light-dark(#2a5c4d, #86cdb7); }'],
])('one token more: %s', async (_what, css) => {
  expect(await after(css)).not.toBeNull();
});

test('the same again is the same', async () => {
  expect(await after('')).toBeNull();
});

test.each([
  ['letters a third of a pixel to the side', '.sheet * { text-indent: 0.33px; }'],
  [
    'letters a quarter of a pixel down',
    '.sheet p, .sheet label, .sheet .button { position: relative; inset-block-start: 0.25px; }',
  ],
  ['letters with other edges', '.sheet * { -webkit-font-smoothing: auto; text-rendering: geometricPrecision; }'],
])('not seen: %s', async (_what, css) => {
  expect(await after(css)).toBeNull();
});
