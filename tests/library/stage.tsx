/** The library on a stage: what it asks is written down, what it is answered is set by each test. */
import '../setup-i18n.ts';
import * as v from 'valibot';
import { afterEach, beforeEach } from 'vitest';
import { expect } from 'vitest';
import { page } from 'vitest/browser';
import { Library } from '../../src/library/library.tsx';
import type { LibraryPorts } from '../../src/library/ports.ts';
import { fromPages } from '../../src/protocol/from-pages.ts';

import type { Library as Content } from '../../src/store/read-library.ts';
import { mountPage } from '../../src/ui/mount.tsx';
import { documentIn, stagedCatalog } from './catalog-stage.ts';

export const calls: [string, unknown][] = [];
/** Whether the browser's question for notifications is answered with yes. */
export const permission = { isGranted: true };
export const saved: { name: string; mediaType: string; content: string | Uint8Array }[] = [];
/** What the web answers; nothing, unless a test says so. */
export const web: { fetch: LibraryPorts['fetch'] } = { fetch: () => Promise.reject(new Error('no web')) };
/** Those of notes that are on this device. */
export const pictures: Awaited<ReturnType<LibraryPorts['imagesOf']>> & Map<unknown, unknown> = new Map();
/** Bytes that are left on the device, where they are few. */
export const room: { left: number | null } = { left: null };
/** By method; what is not here is answered that it was done. */
export const answers: Record<string, unknown> = {};

beforeEach(async () => {
  calls.length = 0;
  permission.isGranted = true;
  room.left = null;
  saved.length = 0;
  pictures.clear();
  for (const method of Object.keys(answers)) delete answers[method];
  answers['account.sessions'] = { ok: true, sessions: [] };
  answers['account.signInWays'] = { ok: true, singleSignOn: null };
  answers['passkey.list'] = { ok: true, passkeys: [] };
  answers['token.list'] = { ok: true, tokens: [] };
  await page.viewport(1100, 800);
});
afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', location.pathname + location.search);
});

export function show(library: Content, place = '#') {
  history.replaceState(null, '', place);
  let shown = library;
  const catalog = stagedCatalog(library);
  const documents = new Map<(found: ReturnType<typeof documentIn>) => void, string>();
  const tell: { library?: (library: Content) => void } = {};
  const ports: LibraryPorts = {
    call: async (method, params) => {
      v.parse(fromPages[method].params, params);
      calls.push([method, params]);
      return v.parse(fromPages[method].answer, (await answers[method]) ?? { ok: true });
    },
    watchAll: (tellLibrary) => {
      tell.library = (next) => {
        shown = next;
        tellLibrary(next);
        catalog.show(next);
        for (const [tellDocument, key] of documents) tellDocument(documentIn(next, key));
      };
      tellLibrary(shown);
    },
    watchDocument: (key, tellDocument, signal) => {
      documents.set(tellDocument, key);
      signal.addEventListener('abort', () => documents.delete(tellDocument));
      tellDocument(documentIn(shown, key));
    },
    catalog,
    shortcuts: async () => [
      { command: 'highlight-selection', keys: 'Alt+Shift+H' },
      { command: 'show-margin', keys: '' },
    ],
    imagesOf: async () => pictures,
    images: { read: async () => ({ state: 'missing' }), onCome: () => undefined },
    askForNotifications: async () => permission.isGranted,
    askForHost: async () => permission.isGranted,
    fetch: (url, init) => web.fetch(url, init),
    save: (name, mediaType, content) => void saved.push({ name, mediaType, content }),
    askForDownloads: async () => permission.isGranted,
    roomLeft: async () => room.left,
  };
  mountPage(<Library ports={ports} />, 'Library');
  return { ...tell, catalog, library: (next: Content) => tell.library?.(next) };
}

export const button = (name: string) => page.getByRole('button', { name, exact: true });
export const heading = (name: string | RegExp) => page.getByRole('heading', { name });

/** Opens the formats, chooses one, and waits for its file. */
export async function exportAs(title: string, format: RegExp): Promise<void> {
  const before = saved.length;
  await button(`Export: ${title}`).first().click();
  await page.getByRole('button', { name: format }).first().click();
  await expect.poll(() => saved).toHaveLength(before + 1);
}

/** A saved file, as text. */
export const savedText = (at = 0): string => String(saved[at]?.content ?? '');
