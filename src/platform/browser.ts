/**
 * The one place that names the WebExtension API. The polyfill gives promises in every browser;
 * keeping it here lets it leave the day no supported browser needs it.
 */
import browser from 'webextension-polyfill';

export { browser };
export type { Runtime, Tabs } from 'webextension-polyfill';
