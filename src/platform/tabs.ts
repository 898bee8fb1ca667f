/** Tabs and windows as the background needs them. */
import { browser } from './browser.ts';
import { pageUrl } from './page-url.ts';

export type Tab = { id: number; url: string };

/** Tabs whose address we may know. */
export async function openTabs(): Promise<Tab[]> {
  const tabs = await browser.tabs.query({});
  return tabs.flatMap(({ id, url }) => (id === undefined || url === undefined ? [] : [{ id, url }]));
}

/** A tab came to another address, or loads its own again. */
export function onTabAddress(run: (tab: Tab) => void): void {
  browser.tabs.onUpdated.addListener((id, { url, status }, tab) => {
    const address = url ?? tab.url;
    if ((url !== undefined || status === 'loading') && address !== undefined) run({ id, url: address });
  });
}

/**
 * The page of a tab took another address without being loaded anew. For Firefox before its Navigation API (147), where
 * pages cannot tell it themselves; there such an address comes as one that is complete at once.
 */
export function onTabMoved(run: (tab: number) => void): void {
  browser.tabs.onUpdated.addListener((id, { url, status }) => {
    if (url !== undefined && status === 'complete') run(id);
  });
}

export function onTabClosed(run: (tab: number) => void): void {
  browser.tabs.onRemoved.addListener((id) => run(id));
}

/** Opens a page of ours in a tab. */
export async function openPage(path: string): Promise<void> {
  await browser.tabs.create({ url: pageUrl(path) });
}

/** Opens a tab that goes to an address as soon as `before`, which is told which tab it is, is done. */
export async function openTabFor(url: string, before: (tab: number) => Promise<void>): Promise<void> {
  const { id } = await browser.tabs.create({ url: 'about:blank' });
  if (id === undefined) return;
  await before(id);
  await browser.tabs.update(id, { url });
}

/** Opens a page of ours in a small window beside the page. */
export async function openWindow(path: string): Promise<void> {
  await browser.windows.create({ type: 'popup', url: pageUrl(path), width: 420, height: 800 });
}

/** Runs a file of ours in the top frame of a tab, beside its content script. */
export async function runInTab(tab: number, file: string): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId: tab }, files: [file] });
}

/**
 * Starts the content script in pages that were open before we were installed, or updated: there the old one is cut off.
 * @param then is done with each tab where it runs
 */
export async function injectIntoOpenTabs(then: (tab: number) => Promise<void> = async () => undefined): Promise<void> {
  const files = (browser.runtime.getManifest().content_scripts ?? []).flatMap(({ js }) => js ?? []);
  const tabs = (await openTabs()).filter(({ url }) => /^(https?|file):/.test(url));
  // Each by itself: one that sleeps may answer late.
  const injections = tabs.map(async ({ id }) => {
    await browser.scripting.executeScript({ target: { tabId: id }, files });
    await then(id);
  });
  // Pages that no extension may touch (stores, error pages) refuse.
  await Promise.allSettled(injections);
}

/** Whether an element of this tag stands in the page of a tab. */
export async function hasElement(tab: number, tag: string): Promise<boolean> {
  const [answer] = await browser.scripting.executeScript({
    target: { tabId: tab },
    // It runs in the page, whose document it means, without anything that stands around it here.
    func: (wanted: string) => globalThis.document.getElementsByTagName(wanted).length > 0,
    args: [tag],
  });
  return answer?.result === true;
}
