/**
 * What is in every page: it asks whether the page has notes, hears the extension, and brings the rest of us when there
 * is something to show or the reader selects something.
 */
import * as v from 'valibot';
import { readNoteLink } from '../core/note-link.ts';
import { ContextGone, contextGone } from '../platform/context-gone.ts';
import { acceptPorts } from '../platform/port.ts';
import { backgroundCaller, serve, service } from '../platform/rpc.ts';
import { fromContent, type Farewell } from '../protocol/from-content.ts';
import { GLANCE_PORT, MARGIN_PORT } from '../protocol/frame-ports.ts';
import type { Methods } from '../protocol/method.ts';
import { toContent } from '../protocol/to-content.ts';
import { bring, type PageAnnotator } from './bring.ts';
import { sayFarewell } from './farewell.ts';
import { insist } from './insist.ts';
import { watchNavigation } from './navigation.ts';
import { pageFactsReader } from './page-facts.ts';
import { onSelecting } from './selecting.ts';

export function start(window: Window & typeof globalThis): void {
  const { document } = window;
  const life = new AbortController();
  const { signal } = life;
  const callerOf = <T extends Methods>(table: T) => backgroundCaller('content', table);
  const call = callerOf(fromContent);
  const facts = pageFactsReader(document);
  const isPressed = onSelecting(document, () => attempt(async () => void (await withAnnotator())), signal);
  let annotator: Promise<PageAnnotator> | undefined;
  let farewell: Farewell | undefined;

  function withAnnotator(): Promise<PageAnnotator> {
    const hands = { window, callerOf, facts, attempt, isGone, isPressed, signal };
    annotator ??= bring(hands).catch((error: unknown) => {
      annotator = undefined;
      throw error;
    });
    return annotator;
  }

  async function refresh(): Promise<void> {
    if (!annotator) {
      const seen = await call('page.look', facts());
      ({ farewell } = seen);
      if (!seen.hasPassages) return;
    }
    await (await withAnnotator()).refresh();
  }

  /** Not in the history: Back must not come here again. */
  async function followLink(): Promise<void> {
    const { url } = await call('link.follow', { url: window.location.href });
    if (url !== null) window.location.replace(url);
  }

  async function navigated(): Promise<void> {
    if (annotator) await (await annotator).navigated();
    else await refresh();
  }

  contextGone.addEventListener('abort', () => {
    life.abort();
    if (farewell) sayFarewell(window, farewell);
  });

  const look = watchNavigation(window, () => attempt(navigated), signal);
  serve([
    service(
      'content',
      toContent,
      {
        'page.facts': async () => facts(),
        'notes.changed': async () => {
          if (!look()) attempt(refresh);
          return {};
        },
        'margin.show': async ({ note }) => {
          (await withAnnotator()).showMargin(note);
          return {};
        },
        'passage.show': async ({ note, passage }) => {
          (await withAnnotator()).showPassage(note, passage);
          return {};
        },
        'selection.mark': async ({ what }) => ({ done: await (await withAnnotator()).markSelection(what) }),
        'marks.toggle': async () => {
          (await withAnnotator()).toggleMarks();
          return {};
        },
      },
      // `tabs.sendMessage`, the only way to a content script, is beyond the reach of pages.
      () => true,
    ),
  ]);
  for (const name of [MARGIN_PORT, GLANCE_PORT]) {
    // The second script knows what they say, and parses it.
    acceptPorts<v.UnknownSchema, object>(
      name,
      v.unknown(),
      (port) => {
        const hear = withAnnotator().then((one) => one.connect(name, port));
        return (message) => attempt(async () => (await hear)(message));
      },
      signal,
    );
  }
  if (readNoteLink(window.location.href)) attempt(() => insist(followLink, (error) => signal.aborted || isGone(error)));
  attempt(() => insist(refresh, (error) => signal.aborted || isGone(error)));
}

function isGone(error: unknown): boolean {
  return error instanceof ContextGone;
}

/** A lost extension is told by `contextGone`, once; anything else is a fault to be seen. */
function attempt(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    if (!isGone(error)) console.warn('Commonplace:', error);
  });
}
