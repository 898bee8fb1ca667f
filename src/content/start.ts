/** Joins the annotator to this web page and to the extension. */
import { adoptedStyles } from '../anchoring/adopted-styles.ts';
import { createPainter } from '../anchoring/painter.ts';
import { createAnnotator } from '../annotator/annotator.ts';
import { createHost } from '../annotator/host.ts';
import { showNotice } from '../annotator/notice.ts';
import type { Selector } from '../core/selectors.ts';
import { ContextGone, contextGone } from '../platform/context-gone.ts';
import { freshId } from '../platform/fresh-id.ts';
import { t } from '../platform/i18n.ts';
import { pageUrl } from '../platform/page-url.ts';
import { acceptPorts } from '../platform/port.ts';
import { backgroundCaller, serve, service } from '../platform/rpc.ts';
import { fromContent } from '../protocol/from-content.ts';
import { MARGIN_PORT, toPage, type ToMargin } from '../protocol/margin-port.ts';
import { toContent } from '../protocol/to-content.ts';
import { watchNavigation } from './navigation.ts';
import { pageFactsReader } from './page-facts.ts';

const MARGIN_PAGE = 'src/margin/index.html';

export function start(window: Window & typeof globalThis): void {
  const { document } = window;
  const life = new AbortController();
  const call = backgroundCaller('content', fromContent);
  const facts = pageFactsReader(document);
  const host = createHost(document, life.signal);
  const painter = createPainter(document);
  const annotator = createAnnotator({
    document,
    host,
    painter,
    signal: life.signal,
    ports: {
      facts,
      readPassages: async () => (await call('page.passages', facts())).passages,
      createHighlight,
      reattach: (note, selectors) =>
        call('note.reattach', { note, page: facts(), selectors }).then(
          () => true,
          () => false,
        ),
      found: (found) => attempt(async () => void (await call('page.found', { page: facts(), found }))),
      marginUrl: () => pageUrl(MARGIN_PAGE),
      styles: adoptedStyles,
      openOutside: () => attempt(async () => void (await call('margin.openOutside', {}))),
      words: {
        adder: {
          label: t('adderLabel'),
          highlight: t('adderHighlight'),
          comment: t('adderComment'),
          attach: t('adderAttach'),
        },
        reattach: { text: t('reattachLine'), action: t('actionCancel') },
        margin: t('marginTitle'),
        walk: (place, count) => t('walkLabel', String(place), String(count)),
      },
    },
  });

  async function createHighlight(selectors: Selector[], id = freshId()): Promise<boolean> {
    try {
      await call('highlight.create', { id, page: facts(), selectors });
      return true;
    } catch (error) {
      if (!(error instanceof ContextGone)) {
        const again = { text: t('highlightNotSaved'), action: t('tryAgain'), close: t('close') };
        showNotice(host, document, again, () => void createHighlight(selectors, id));
      }
      return false;
    }
  }

  contextGone.addEventListener('abort', () => {
    painter.destroy();
    life.abort();
    const farewell = createHost(document, new AbortController().signal);
    showNotice(farewell, document, lastWords, () => window.location.reload());
  });
  // Asked now: there is no i18n left once the extension is gone.
  const lastWords = { text: t('reloadNeeded'), action: t('reloadPage'), close: t('close') };

  serve([
    service(
      'content',
      toContent,
      {
        'page.facts': async () => facts(),
        'notes.changed': async () => {
          if (!look()) attempt(() => annotator.refresh());
          return {};
        },
        'margin.show': async ({ note }) => {
          annotator.showMargin(note);
          return {};
        },
        'selection.highlight': async () => ({ done: await annotator.actOnSelection('highlight') }),
        'selection.comment': async () => ({ done: await annotator.actOnSelection('comment') }),
      },
      // `tabs.sendMessage`, the only way to a content script, is beyond the reach of pages.
      () => true,
    ),
  ]);
  acceptPorts<typeof toPage, ToMargin>(MARGIN_PORT, toPage, (port) => annotator.connectMargin(port), life.signal);
  const look = watchNavigation(window, () => attempt(() => annotator.navigated()), life.signal);
  attempt(() => annotator.refresh());
}

/** A lost extension is told by `contextGone`, once; anything else is a fault to be seen. */
function attempt(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    if (!(error instanceof ContextGone)) console.warn('Commonplace:', error);
  });
}
