/**
 * Every piece of `src/ui` in its states and looks, as a picture in docs/ui: `npm run pictures` makes them anew, here they are
 * compared with what is drawn now. A picture that is missing, or that shows something else, is red.
 */
import '../setup-i18n.ts';
import { expect, inject, test } from 'vitest';
import { commands } from 'vitest/browser';
// Brings the styles that every page has.
import '../../src/ui/mount.tsx';
import { CONTROLS } from './pictures/controls.tsx';
import { difference } from './pictures/compare.ts';
import { FORMS } from './pictures/forms.tsx';
import { IMAGES } from './pictures/images.tsx';
import { MARGIN } from './pictures/margin.tsx';
import { NOTES } from './pictures/notes.tsx';
import { decodePng, encodePng } from './pictures/png.ts';
import { sheetOf } from './pictures/sheet.tsx';

declare module 'vitest' {
  interface ProvidedContext {
    /** Pictures are made anew, not compared. */
    pictures: boolean;
  }
}

const SHEETS = { ...CONTROLS, ...NOTES, ...IMAGES, ...FORMS, ...MARGIN };
const placeOf = (name: string): string => `docs/ui/${name}.png`;

test.each(Object.entries(SHEETS))('%s looks as its picture in docs/ui', async (name, states) => {
  const now = await sheetOf(states);
  if (inject('pictures')) {
    const png = await encodePng(now);
    expect(png.length).toBeLessThan(300_000);
    await commands.writeFile(placeOf(name), base64Of(png), 'base64');
  }
  const before = await commands.readFile(placeOf(name), 'base64').catch(() => null);
  if (before === null) throw new Error(`docs/ui/${name}.png is missing: make it by npm run pictures, and look at it`);
  expect(difference(await decodePng(before), now)).toBeNull();
});

test('no piece is without a picture', () => {
  const files = Object.keys(import.meta.glob<unknown>('../../src/ui/*.tsx'));
  const used = Object.values(
    import.meta.glob<string>('./pictures/{controls,notes,images,forms}.tsx', {
      query: '?raw',
      import: 'default',
      eager: true,
    }),
  ).join('\n');
  const shown = files.filter((file) => used.includes(`'../${file}'`));
  expect(files.filter((file) => !shown.includes(file)).map((file) => file.replace('../../src/ui/', ''))).toEqual([
    // Parts that are seen in the composer and in the menu of a person; a dialog around the list of keys, what a page mounts, and
    // what it says instead of everything else.
    'composer-preview.tsx',
    'keys-dialog.tsx',
    'mount.tsx',
    'mute-choice.tsx',
    'store-closed.tsx',
  ]);
});

function base64Of(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
