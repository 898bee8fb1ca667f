/**
 * The WebExtension API as the browser gives it, in the place of `browser.ts` in web pages (vite.config.ts, ADR 0057): there the polyfill
 * would cost every page more than all the rest of the first script. Of the little that is asked for there, Chromium gives
 * promises itself; what its listeners answer goes by `sendResponse` everywhere.
 */
import type { Browser } from 'webextension-polyfill';

const world: typeof globalThis & { browser?: Browser; chrome?: Browser } = globalThis;
// An element of the page with that id would be found by the name in Chromium that has no `browser` of its own.
const given = Object.hasOwn(world, 'browser') ? world.browser : world.chrome;
if (!given) throw new Error('there is no WebExtension API here');

export const browser: Browser = given;
