/** Joins the annotator to this web page, with the way to the extension that the first script hands over. */
import { adoptedStyles } from '../anchoring/adopted-styles.ts';
import { createPainter } from '../anchoring/painter.ts';
import { type Annotator, createAnnotator } from '../annotator/annotator.ts';
import { createHost } from '../annotator/host.ts';
import { showNotice } from '../annotator/notice.ts';
import type { Color } from '../core/color.ts';
import type { Selector } from '../core/selectors.ts';
import type { Hands } from './bring.ts';

const MARGIN_PAGE = 'src/margin/index.html';

export function annotate(hands: Hands): Annotator {
  const { window, call, facts, t, freshId, pageUrl, attempt, isGone, isPressed, signal } = hands;
  const { document } = window;
  const host = createHost(document, signal);
  const painter = createPainter(document);
  signal.addEventListener('abort', () => painter.destroy());

  async function createHighlight(selectors: Selector[], color?: Color, id = freshId()): Promise<boolean> {
    try {
      await call('highlight.create', { id, page: facts(), selectors, color });
      return true;
    } catch (error) {
      if (!isGone(error)) {
        const again = { text: t('highlightNotSaved'), action: t('tryAgain'), close: t('close') };
        showNotice(host, document, again, () => void createHighlight(selectors, color, id));
      }
      return false;
    }
  }

  return createAnnotator({
    document,
    host,
    painter,
    signal,
    isPressed: isPressed(),
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
          colors: {
            yellow: t('adderYellow'),
            green: t('adderGreen'),
            blue: t('adderBlue'),
            pink: t('adderPink'),
            purple: t('adderPurple'),
          },
        },
        reattach: { text: t('reattachLine'), action: t('actionCancel') },
        margin: t('marginTitle'),
        walk: (place, count) => t('walkLabel', String(place), String(count)),
      },
    },
  });
}
