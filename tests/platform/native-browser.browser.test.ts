/** Which object the API of the extension is taken for, in a page whose elements bear the name of it. */
import { expect, test } from 'vitest';

test('an element that is named browser is not taken for the API where the browser has it as chrome only', async () => {
  // Chromium before it had `browser`: there the name is found in the page, by scripts of an extension as well.
  expect(Object.hasOwn(globalThis, 'browser')).toBe(false);
  const { chrome } = globalThis as { chrome?: object };
  expect(chrome).toBeInstanceOf(Object);
  document.body.innerHTML = '<div id="browser"></div>';
  const { browser } = await import('../../src/platform/native-browser.ts');
  expect(browser).toBe(chrome);
});
