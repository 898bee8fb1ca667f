/**
 * Whether the page in front can be annotated, and if not, why: pure, from what the browser and
 * the page's content script say.
 */
import { documentKey, identifyDocument } from '../core/document.ts';
import type { PageFactsMessage } from '../protocol/from-content.ts';

export type Blocked =
  | 'browser-page'
  | 'store-page'
  | 'file-permission'
  | 'pdf'
  /** Its owner asks not to be annotated: only private notes are shown and written here (design §3). */
  | 'opted-out'
  /** No content script answers: the page was open before the extension, or forbids scripts. */
  | 'no-script'
  | 'no-tab';

export type PageState = {
  /** The document's names, as far as they are known; empty where notes cannot be. */
  keys: string[];
  title: string;
  /** Null: the page can be annotated. */
  blocked: Blocked | null;
};

/** What the address alone says, before the page was asked. */
export function stateOfAddress(url: string, title: string): PageState {
  const key = documentKey(url);
  return { keys: key === null ? [] : [key], title: title || url, blocked: url === '' ? 'no-tab' : blockedAddress(url) };
}

/** @param facts the content script's answer, null without one */
export function stateOfPage(
  tab: { url: string; title: string },
  facts: PageFactsMessage | null,
  filesAllowed: boolean,
): PageState {
  const before = stateOfAddress(tab.url, tab.title);
  if (before.blocked !== null) return before;
  const identity = facts && identifyDocument(facts);
  if (!facts || !identity) return { ...before, blocked: whyNoScript(tab.url, filesAllowed) };
  const { keys, title } = identity;
  if (facts.optedOut) return { keys, title, blocked: 'opted-out' };
  // Chromium shows a PDF inside an empty page of its own, where our script finds nothing to read.
  if (isPdf(tab.url) && facts.title === '') return { ...before, blocked: 'pdf' };
  return { keys, title, blocked: null };
}

function blockedAddress(url: string): Blocked | null {
  if (STORES.some((store) => url.startsWith(store))) return 'store-page';
  return /^(https?|file):/.test(url) ? null : 'browser-page';
}

/** Browsers let no extension into these. */
const STORES = [
  'https://chromewebstore.google.com/',
  'https://chrome.google.com/webstore',
  'https://addons.mozilla.org/',
  'https://microsoftedge.microsoft.com/addons',
];

function whyNoScript(url: string, filesAllowed: boolean): Blocked {
  if (url.startsWith('file:') && !filesAllowed) return 'file-permission';
  return isPdf(url) ? 'pdf' : 'no-script';
}

function isPdf(url: string): boolean {
  return /\.pdf$/i.test(url.split(/[?#]/, 1)[0] ?? '');
}
