/** The tab that the popup stands over: where it is, and the few things the popup does with it. */
import { browser } from './browser.ts';

export type ActiveTab = { id: number; url: string; title: string };

/**
 * The tab in front; an address of ours ending in `#tab=ID` names another one, for a popup that
 * was opened as a page of its own.
 */
export async function activeTab(hash: string): Promise<ActiveTab | null> {
  const named = /^#tab=(\d{1,10})$/.exec(hash)?.[1];
  const [tab] =
    named === undefined
      ? await browser.tabs.query({ active: true, currentWindow: true })
      : [await browser.tabs.get(Number(named))];
  if (tab?.id === undefined) return null;
  return { id: tab.id, url: tab.url ?? '', title: tab.title ?? '' };
}

/** Whether the user has allowed the extension on `file:` addresses. */
export function filesAllowed(): Promise<boolean> {
  return browser.extension.isAllowedFileSchemeAccess();
}

export async function reloadTab(id: number): Promise<void> {
  await browser.tabs.reload(id);
}

/** Opens an address in a new tab, or comes back to the tab that already shows this page of ours. */
export async function openTab(url: string): Promise<void> {
  const page = url.split('#', 1)[0] ?? url;
  const [open] = await browser.tabs.query({ url: `${page}*` }).catch(() => []);
  if (open?.id === undefined) {
    await browser.tabs.create({ url });
    return;
  }
  await browser.tabs.update(open.id, { active: true, url });
  if (open.windowId !== undefined) await browser.windows.update(open.windowId, { focused: true });
}

/** Opens a page of the web in a new tab, or comes to the tab that already shows just this address. */
export async function openAddress(address: string): Promise<void> {
  const bare = address.split('#', 1)[0] ?? address;
  // Not as a pattern: in one, `*` and a port would mean something else.
  const open = (await browser.tabs.query({})).find(({ url }) => url?.split('#', 1)[0] === bare);
  if (open?.id === undefined) {
    await browser.tabs.create({ url: address });
    return;
  }
  await browser.tabs.update(open.id, { active: true });
  if (open.windowId !== undefined) await browser.windows.update(open.windowId, { focused: true });
}
