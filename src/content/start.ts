/**
 * What is in every page: it asks whether the page has notes, hears the extension, and brings the rest of us when there
 * is something to show or the reader selects something.
 */
import { NOTE_PATH } from '../core/note-link.ts';
import { ContextGone, contextGone, isContextGone } from '../platform/context-gone.ts';
import { askBackground, serve } from '../platform/messages.ts';
import { acceptPorts } from '../platform/port.ts';
import type { fromContent } from '../protocol/from-content.ts';
import { GLANCE_PORT, MARGIN_PORT } from '../protocol/frame-ports.ts';
import type { ParamsOf } from '../protocol/method.ts';
import { readFollowed, readLook } from './answers.ts';
import { bring, type PageAnnotator } from './bring.ts';
import { insist } from './insist.ts';
import { watchNavigation } from './navigation.ts';
import { pageFactsReader } from './page-facts.ts';
import { onSelecting } from './selecting.ts';

export function start(window: Window & typeof globalThis): void {
  const { document } = window;
  const askAnything = askBackground('content');
  const ask = <K extends keyof typeof fromContent>(method: K, params: ParamsOf<(typeof fromContent)[K]>) =>
    askAnything(method, params);
  const facts = pageFactsReader(document);
  const isPressed = onSelecting(document, () => attempt(async () => void (await withAnnotator())));
  let annotator: Promise<PageAnnotator> | undefined;

  function withAnnotator(): Promise<PageAnnotator> {
    annotator ??= bring({
      window,
      ask: askAnything,
      facts,
      attempt,
      isGone,
      isLost: isContextGone,
      isPressed,
      signal: contextGone(),
    }).catch((error: unknown) => {
      annotator = undefined;
      throw error;
    });
    return annotator;
  }

  async function refresh(): Promise<void> {
    if (!annotator && !readLook(await ask('page.look', facts())).hasPassages) return;
    await (await withAnnotator()).refresh();
  }

  /** Not in the history: Back must not come here again. */
  async function followLink(): Promise<void> {
    const { url } = readFollowed(await ask('link.follow', { url: window.location.href }));
    if (url !== null) window.location.replace(url);
  }

  async function navigated(): Promise<void> {
    if (annotator) await (await annotator).navigated();
    else await refresh();
  }

  const look = watchNavigation(window, () => attempt(navigated));
  serve([
    {
      channel: 'content',
      // `tabs.sendMessage`, the only way to a content script, is beyond the reach of pages.
      allows: () => true,
      handle: async (method, params, sender) => {
        if (method === 'page.facts') return facts();
        if (method !== 'notes.changed') return (await withAnnotator()).handle(method, params, sender);
        if (!look()) attempt(refresh);
        return {};
      },
    },
  ]);
  acceptPorts([MARGIN_PORT, GLANCE_PORT], (name, port) => {
    const hear = withAnnotator().then((one) => one.connect(name, port));
    return (message) => attempt(async () => (await hear)(message));
  });
  if (window.location.pathname.startsWith(NOTE_PATH)) attempt(() => insist(followLink, isGone));
  attempt(() => insist(refresh, isGone));
}

function isGone(error: unknown): boolean {
  return error instanceof ContextGone;
}

/** A lost extension is told by the second script, where there is something of ours to lose; anything else is a fault to be seen. */
function attempt(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    if (!isGone(error)) console.warn('Commonplace:', error);
  });
}
