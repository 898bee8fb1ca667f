/** Joins the annotator to this web page, with the way to the extension that the first script hands over. */
import { adoptedStyles } from '../anchoring/adopted-styles.ts';
import { createPainter } from '../anchoring/painter.ts';
import { createAnnotator } from '../annotator/annotator.ts';
import { HOST_STYLES } from '../annotator/host-styles.ts';
import { createHost } from '../annotator/host.ts';
import { type Notice, showNotice } from '../annotator/notice.ts';
import { factsOf } from '../core/page-says.ts';
import { ContextGone, contextGone, isContextGone } from '../platform/context-gone.ts';
import { t } from '../platform/i18n.ts';
import { direction, language } from '../platform/language.ts';
import { pageUrl } from '../platform/page-url.ts';
import { backgroundCaller, service } from '../platform/rpc.ts';
import { listener } from '../platform/messages.ts';
import { acceptPorts } from '../platform/port.ts';
import { fromAnnotator } from '../protocol/from-annotator.ts';
import { GLANCE_PORT, MARGIN_PORT } from '../protocol/frame-ports.ts';
import { fromGlance } from '../protocol/glance-port.ts';
import { hearing } from '../protocol/hearing.ts';
import { toPage } from '../protocol/margin-port.ts';
import { toAnnotator } from '../protocol/to-content.ts';
import type { Hands, PageAnnotator } from './bring.ts';
import { sayFarewell } from './farewell.ts';
import { createHighlights } from './highlights.ts';
import { readAbout } from './page-about.ts';
import { onSuccession, succeed } from './succession.ts';

const MARGIN_PAGE = 'src/margin/index.html';
const GLANCE_PAGE = 'src/glance/index.html';

export function annotate(hands: Hands): PageAnnotator {
  const { window, says, isPressed } = hands;
  const signal = contextGone();
  const tongue = { lang: language(), dir: direction() };
  const { document } = window;
  const call = backgroundCaller('content', fromAnnotator);
  const number = new Intl.NumberFormat(tongue.lang);
  succeed(document);
  const host = createHost(document, tongue, HOST_STYLES, signal);
  const painter = createPainter(document);
  const farewell = { text: t('reloadNeeded'), action: t('reloadPage'), close: t('close') };
  let isSucceeded = false;
  signal.addEventListener('abort', () => {
    painter.destroy();
    if (!isSucceeded) sayFarewell(window, tongue, farewell);
  });
  onSuccession(
    document,
    () => {
      isSucceeded = true;
      isSucceeded = isContextGone();
    },
    signal,
  );

  const facts = () => factsOf(says());
  /** With what it says to be cited by: of use only where a note is made. */
  const said = () => ({ ...facts(), about: readAbout(document) });
  const highlights = createHighlights({ call, facts: said, say });
  let takeAway = (): void => undefined;

  /** One line at a time: what happened last. */
  function say(notice: Notice, act: () => void): void {
    takeAway();
    const remove = showNotice(host, document, notice, () => {
      remove();
      act();
    });
    takeAway = remove;
  }

  const annotator = createAnnotator({
    document,
    host,
    painter,
    signal,
    isPressed: isPressed(),
    ports: {
      facts: said,
      readPassages: async () => (await call('page.passages', facts())).passages,
      createHighlight: (selectors, marked) => highlights.create({ selectors, ...marked }),
      audience: async () => (await call('page.audience', facts())).audience,
      reattach: (note, selectors) =>
        call('note.reattach', { note, page: facts(), selectors }).then(
          () => true,
          () => false,
        ),
      found: (found) => attempt(async () => void (await call('page.found', { page: facts(), found }))),
      opening: (near) =>
        call('margin.opens', { page: facts(), near }).then(
          ({ layout }) => layout,
          () => null,
        ),
      chooseLayout: (choice) => attempt(async () => void (await call('margin.choose', { choice }))),
      marginUrl: () => pageUrl(MARGIN_PAGE),
      glanceUrl: () => pageUrl(GLANCE_PAGE),
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
          audience: { me: t('adderForMe'), group: t('adderForGroup') },
        },
        reattach: { text: t('reattachLine'), action: t('actionCancel') },
        hidden: { text: t('marksHidden'), action: t('marksShow'), close: t('close'), fades: true },
        margin: t('marginTitle'),
        edge: t('marginEdge'),
        glance: t('glanceTitle'),
        walk: (place, count) => t('walkLabel', number.format(place), number.format(count)),
      },
    },
  });
  acceptPorts([MARGIN_PORT, GLANCE_PORT], (name, port) =>
    name === GLANCE_PORT
      ? hearing(fromGlance, annotator.connectGlance(port))
      : hearing(toPage, annotator.connectMargin(port)),
  );
  return {
    refresh: () => annotator.refresh(),
    navigated: () => annotator.navigated(),
    hear: listener([
      service(
        'content',
        toAnnotator,
        {
          'page.wake': async () => ({}),
          'margin.show': async ({ note }) => {
            annotator.showMargin(note);
            return {};
          },
          'passage.show': async ({ note, passage }) => {
            annotator.showPassage(note, passage);
            return {};
          },
          'selection.mark': async ({ what }) => ({ done: await annotator.markSelection(what) }),
          'marks.toggle': async () => {
            annotator.toggleMarks();
            return {};
          },
        },
        () => true,
      ),
    ]),
  };
}

/** A lost extension is told once, by its signal; anything else is a fault to be seen. */
function attempt(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    if (!(error instanceof ContextGone)) console.warn('Commonplace:', error);
  });
}
