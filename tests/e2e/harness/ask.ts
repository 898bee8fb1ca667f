/** Asks contexts of the extension as its own pages do: the background, or the content script of a tab. */
import type { Page, WebWorker } from 'puppeteer-core';
import type { Learner } from './chromium.ts';

declare const chrome: {
  runtime: { sendMessage(message: unknown): Promise<unknown> };
  tabs: {
    query(filter: object): Promise<{ id?: number; url?: string }[]>;
    sendMessage(tab: number, message: unknown): Promise<unknown>;
  };
  commands: { onCommand: { dispatch(name: string, tab: unknown): void } };
  action: { getBadgeText(details: object): Promise<string> };
};

/** A call to the background over the pages' channel, from a page of the extension. */
export async function askBackground(page: Page, method: string, params: object): Promise<Record<string, unknown>> {
  const reply = await page.evaluate(
    (name, given) => chrome.runtime.sendMessage({ rpc: 'pages', method: name, params: given }),
    method,
    params,
  );
  const { answer, failed } = reply as { answer?: Record<string, unknown>; failed?: string };
  if (!answer) throw new Error(`${method}: ${failed ?? 'no answer'}`);
  return answer;
}

/** The browser's number for the newest tab at an address that starts so. */
export async function tabAt(extensionPage: Page, url: string): Promise<number> {
  const id = await extensionPage.evaluate(
    async (start) => (await chrome.tabs.query({})).findLast((one) => one.url?.startsWith(start))?.id,
    url,
  );
  if (id === undefined) throw new Error(`no tab at ${url}`);
  return id;
}

/** A call to the content script of a tab; false where none answers. */
export async function askContent(extensionPage: Page, tab: number, method: string, params: object): Promise<unknown> {
  return extensionPage.evaluate(
    (id, name, given) =>
      chrome.tabs.sendMessage(id, { rpc: 'content', method: name, params: given }).catch(() => false),
    tab,
    method,
    params,
  );
}

/** The text on the extension's button for a tab. */
export function badgeOf(extensionPage: Page, tab: number): Promise<string> {
  return extensionPage.evaluate((tabId) => chrome.action.getBadgeText({ tabId }), tab);
}

/** True once the content script in a page answers. */
export async function contentScriptRuns(learner: Learner, url: string): Promise<boolean> {
  const page = await learner.extensionPage('src/library/index.html');
  try {
    return Boolean(await askContent(page, await tabAt(page, url), 'page.says', {}));
  } finally {
    await page.close();
  }
}

/** What the browser gives to the background when a key of the manifest is pressed: no test can press the key itself. */
export async function giveCommand(worker: WebWorker, command: string, url: string): Promise<void> {
  await worker.evaluate(
    async (name, address) => {
      const tab = (await chrome.tabs.query({})).find(({ url: at }) => at === address);
      chrome.commands.onCommand.dispatch(name, tab);
    },
    command,
    url,
  );
}
