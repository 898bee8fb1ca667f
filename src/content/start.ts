/**
 * What is in every page: it asks whether the page has notes, hears the extension, and brings the rest of us when there
 * is something to show or the reader selects something.
 */
import { isRecord } from '../core/is-record.ts';
import { NOTE_PATH } from '../core/note-link.ts';
import type { PageSays } from '../core/page-says.ts';
import { browser } from '../platform/browser.ts';
import { isContextGone } from '../platform/context-gone.ts';
import type { Listener } from '../platform/messages.ts';
import { ask } from './ask.ts';
import { bring, type PageAnnotator } from './bring.ts';
import { insist } from './insist.ts';
import { watchNavigation } from './navigation.ts';
import { declinesByHeader } from './opt-out.ts';
import { pageReader } from './page-says.ts';
import { onSelecting } from './selecting.ts';

export function start(window: Window & typeof globalThis): void {
  const { document, location } = window;
  const read = pageReader(document);
  const isPressed = onSelecting(document, () => attempt(withAnnotator()));
  let annotator: Promise<PageAnnotator> | undefined;

  function says(): PageSays {
    const said = read();
    return { ...said, optedOut: said.optedOut || declinesByHeader(window) };
  }

  function withAnnotator(): Promise<PageAnnotator> {
    annotator ??= bring({ window, says, isPressed }).catch((error: unknown) => {
      annotator = undefined;
      throw error;
    });
    return annotator;
  }

  async function refresh(): Promise<void> {
    if (!annotator && (await ask('page.look', read()))['hasPassages'] !== true) return;
    await (await withAnnotator()).refresh();
  }

  /** Not in the history: Back must not come here again. */
  async function followLink(): Promise<void> {
    const { url } = await ask('link.follow', { url: location.href });
    if (typeof url === 'string') location.replace(url);
  }

  const navigated = (): void => attempt(annotator ? annotator.then((one) => one.navigated()) : refresh());
  const look = watchNavigation(window, navigated);

  /** `tabs.sendMessage`, the only way to a content script, is beyond the reach of pages. */
  const hear: Listener = (message, from, respond) => {
    const method = isRecord(message) && message['method'];
    if (method === 'page.says') {
      respond?.({ answer: says() });
    } else if (method === 'notes.changed') {
      if (!look()) attempt(refresh());
      respond?.({ answer: {} });
    } else {
      withAnnotator().then(
        (one) => one.hear(message, from, respond),
        () => respond?.({ failed: 'the annotator could not be brought' }),
      );
    }
    return true;
  };
  browser.runtime.onMessage.addListener(hear);
  if (location.pathname.startsWith(NOTE_PATH)) attempt(insist(followLink, isContextGone));
  attempt(insist(refresh, isContextGone));
}

/** A lost extension is told by the second script, where there is something of ours to lose; anything else is a fault to be seen. */
function attempt(work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    if (!isContextGone()) console.warn('Commonplace:', error);
  });
}
