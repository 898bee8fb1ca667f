/**
 * What happens over a document, web page and PDF alike: a selection brings the adder, notes are
 * painted, a painted passage opens the margin at its card. All that belongs to the extension
 * comes in as ports, so that a reader of other documents can pass its own.
 */
import type { StylePort } from '../anchoring/adopted-styles.ts';
import type { Painter } from '../anchoring/painter.ts';
import type { Selector } from '../core/selectors.ts';
import type { Audience, Passage } from '../protocol/from-annotator.ts';
import type { PageFactsMessage } from '../protocol/from-content.ts';
import type { FromGlance } from '../protocol/glance-port.ts';
import type { MarginChoice, MarginLayout } from '../protocol/margin-layout.ts';
import type { ToPage } from '../protocol/margin-port.ts';
import { createAdder, type AdderAct, type AdderWords, type Marked } from './adder.ts';
import { createArrival } from './arrival.ts';
import { withHiding } from './hiding.ts';
import type { Host } from './host.ts';
import { createFollow } from './follow.ts';
import { createGlance, type GlanceLink } from './glance.ts';
import { watchHover } from './hover.ts';
import { withImageOutlines } from './image-outlines.ts';
import { hearMargin } from './hear-margin.ts';
import { createMarginFrame, type MarginLink } from './margin-frame.ts';
import { createMarking } from './marking.ts';
import { createNoteWalk } from './note-walk.ts';
import { createFoundTeller, type Found } from './found.ts';
import { type Notice, showNotice } from './notice.ts';
import { createPassages } from './passages.ts';
import { createPicker } from './picker.ts';
import { createPlaces } from './places.ts';
import { withPointedLines } from './pointed-lines.ts';
import { watchPresses } from './presses.ts';
import { createReattach } from './reattach.ts';
import { createRibbon } from './ribbon.ts';
import { selectedRange, watchSelection } from './selection.ts';

export type AnnotatorPorts = {
  facts: () => PageFactsMessage;
  readPassages: () => Promise<readonly Passage[]>;
  /** False if it was not saved; the reader has been told. */
  createHighlight: (selectors: Selector[], marked: Marked) => Promise<boolean>;
  /** Who would see what is marked now. */
  audience: () => Promise<Audience>;
  /** Gives a note another passage; false if it was not saved. */
  reattach: (note: string, selectors: Selector[]) => Promise<boolean>;
  /** How the passages were found has changed. */
  found: (found: Found[]) => void;
  /** The margin is being opened; it will show these notes first, if any. Answers how it stands on this site; null if that cannot be known. */
  opening: (near: string[]) => Promise<MarginLayout | null>;
  /** Remembers how the margin is to stand on this site. */
  chooseLayout: (choice: MarginChoice) => void;
  marginUrl: () => string;
  glanceUrl: () => string;
  styles: StylePort;
  openOutside: () => void;
  words: {
    adder: AdderWords;
    margin: string;
    /** The margin's inner edge, which sets its size. */
    edge: string;
    glance: string;
    reattach: Notice;
    /** Said while the marks are out of sight. */
    hidden: Notice;
    walk: (place: number, count: number) => string;
  };
};

export type Annotator = {
  /** Reads the notes of the page again and paints them. */
  refresh(): Promise<void>;
  /** The page became another one without being loaded anew. */
  navigated(): Promise<void>;
  /** Opens the margin, at a note if one is named. */
  showMargin(note: string | null): void;
  /** Opens the margin at a note, and scrolls to the passage that is another's or its own, once it is found. */
  showPassage(note: string, passage: string): void;
  /** Marks the selection as the adder does; false if there is none, and the margin helps to find one. */
  markSelection(what: AdderAct): Promise<boolean>;
  /** Puts everybody's marks out of sight, or back. */
  toggleMarks(): void;
  connectMargin(link: MarginLink): (message: ToPage) => void;
  connectGlance(link: GlanceLink): (message: FromGlance) => void;
};

export type AnnotatorOptions = {
  document: Document;
  host: Host;
  painter: Painter;
  ports: AnnotatorPorts;
  signal: AbortSignal;
  /** The mouse is selecting just now. */
  isPressed?: boolean;
};

export function createAnnotator({
  document,
  host,
  painter: texts,
  ports,
  signal,
  isPressed,
}: AnnotatorOptions): Annotator {
  const onPage = { host, document, signal };
  const painter = withHiding(
    withPointedLines({ painter: withImageOutlines({ painter: texts, ...onPage }), ...onPage }),
  );
  const found = createFoundTeller(ports.found, signal);
  const passages = createPassages({ document, painter, signal, onPlaced: () => found.placed(places.tell()) });
  const adder = createAdder(host, document, ports.words.adder, {
    act: (what, marked) => void markSelection(what, marked),
    audience: ports.audience,
    free: () => margin.free,
  });
  const walk = createNoteWalk({ host, document, label: ports.words.walk, look, open: showMargin });
  const ribbon = createRibbon({ host, document, painter, resized: () => void places.tell(), signal });
  const margin = createMarginFrame({
    host,
    document,
    opening: () => {
      // Words are shown once: what was pointed at a moment before has its card now.
      glance.point([], undefined);
      // of a frame that anything lies over, the browser says that it is not seen
      adder.placeAnew();
      return ports.opening(places.near(follow.view));
    },
    chosen: ports.chooseLayout,
    dismissed: closeMargin,
    url: ports.marginUrl,
    words: { title: ports.words.margin, edge: ports.words.edge },
    styles: ports.styles,
    openOutside: ports.openOutside,
    heard: (message) => hear(message),
    signal,
  });
  const glance = createGlance({
    host,
    document,
    url: ports.glanceUrl,
    title: ports.words.glance,
    // who looks at a passage may go on to its card
    shown: () => margin.prepare(),
    open: showMargin,
    signal,
  });
  const follow = createFollow({
    document,
    painter,
    send: (message) => margin.send(message),
    isOpen: () => margin.isOpen,
    isBeside: () => margin.isBeside,
    moved: () => void places.tell(),
    signal,
  });
  const { reattach: words } = ports.words;
  const reattach = createReattach({ host, document, adder, margin, words, save: ports.reattach });
  const mark = createMarking({ document, passages, adder, margin, reattach, save: ports.createHighlight });
  const picker = createPicker(
    document,
    () => passages.text(),
    () => margin.free.bottom,
  );

  const arrival = createArrival(document, (id) => places.goTo(id));
  const places = createPlaces({
    document,
    painter,
    passages,
    ribbon,
    seen: () => margin.free.bottom,
    inner: () => follow.inner,
    placed(walkable) {
      arrival.placed();
      walk.set(walkable);
    },
    tellMargin(message) {
      if (!margin.isOpen) return;
      margin.send(message);
      follow.tell();
    },
  });
  const hear = hearMargin({
    margin,
    facts: ports.facts,
    painter,
    passages,
    places,
    follow,
    reattach,
    picker,
    mark,
    hideMarks,
    closeMargin,
  });
  let takeNotice = (): void => undefined;
  let reading: Promise<void> | null = null;
  let isStale = false;

  watchSelection(document, (range) => (range ? adder.show(range) : adder.hide()), signal, isPressed);
  document.defaultView?.addEventListener('resize', () => adder.placeAnew(), { signal, passive: true });
  watchPresses({ host, painter, pressed: showMargin, signal });
  watchHover({ host, painter, pointed, signal });

  /** Without a selection the reader is helped to one: typed words find the passage. */
  async function markSelection(what: AdderAct, marked?: Marked): Promise<boolean> {
    const range = selectedRange(document);
    if (range && (await mark(range, what, marked ?? adder.chosenFor(range)))) return true;
    margin.send({ type: 'pick' });
    margin.open();
    return false;
  }

  function hideMarks(on: boolean): void {
    painter.hide(on);
    adder.hide();
    glance.point([], undefined);
    ribbon.draw();
    if (margin.isOpen) margin.send({ type: 'marks', hidden: on });
    takeNotice();
    if (on) takeNotice = showNotice(host, document, ports.words.hidden, () => hideMarks(false));
  }

  function showMargin(note: string | null): void {
    margin.send({ type: 'show', note });
    margin.open();
    // A sheet at the bottom may stand over the very words that were pressed.
    if (note !== null && margin.free.bottom < document.defaultView!.innerHeight) places.scrollTo(note);
  }

  function closeMargin(): void {
    painter.focus(null);
    margin.close();
    adder.placeAnew();
  }

  /** Words are shown once: in the margin where it is open, else at the passage. */
  function pointed(notes: string[], line: { box: DOMRect; document: Document } | null): void {
    if (margin.isOpen) margin.send({ type: 'hover', notes });
    // a frame's lines lie elsewhere in the window
    else glance.point(notes, line?.document === document ? line.box : undefined);
  }

  /** Shows a passage as the one spoken of, scrolled into view. */
  function look(id: string | null): void {
    painter.focus(id);
    if (id !== null) places.scrollTo(id);
    if (!margin.isOpen) glance.point(id === null ? [] : [id], id === null ? undefined : places.boxOf(id));
  }

  /** One reading at a time, and one more for all that asked meanwhile: an older answer never comes after a newer one. */
  function refresh(): Promise<void> {
    isStale = true;
    reading ??= readAll().finally(() => (reading = null));
    return reading;
  }

  async function readAll(): Promise<void> {
    while (isStale) {
      isStale = false;
      passages.set(await ports.readPassages());
      found.forget();
    }
  }

  return {
    refresh,
    async navigated() {
      adder.hide();
      arrival.forget();
      reattach.begin(null);
      if (margin.isOpen) margin.send({ type: 'page', page: ports.facts() });
      await refresh();
    },
    showMargin,
    showPassage(note, passage) {
      showMargin(note);
      arrival.expect(passage);
    },
    markSelection: (what) => markSelection(what),
    toggleMarks: () => hideMarks(!painter.isHiding),
    connectMargin: (link) => margin.connect(link),
    connectGlance: (link) => glance.connect(link),
  };
}
