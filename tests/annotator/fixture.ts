/** A page to annotate, an annotator over it with ports that a test can see, and what a reader does to it. */
import { adoptedStyles } from '../../src/anchoring/adopted-styles.ts';
import { createPainter } from '../../src/anchoring/painter.ts';
import { createAnnotator, type Annotator } from '../../src/annotator/annotator.ts';
import type { Found } from '../../src/annotator/found.ts';
import { HOST_STYLES } from '../../src/annotator/host-styles.ts';
import { createHost, type Host } from '../../src/annotator/host.ts';
import type { Color } from '../../src/core/color.ts';
import type { Selector } from '../../src/core/selectors.ts';
import type { Audience, Passage } from '../../src/protocol/from-annotator.ts';
import { type MarginChoice, type MarginLayout, USUAL_LAYOUT } from '../../src/protocol/margin-layout.ts';
import type { ToMargin, ToPage } from '../../src/protocol/margin-port.ts';

const COLOR_WORDS = { yellow: 'In yellow', green: 'In green', blue: 'In blue', pink: 'In pink', purple: 'In purple' };

export type Bench = {
  annotator: Annotator;
  host: Host;
  /** Highlights asked for, in order. */
  saved: Selector[][];
  /** Their colours. */
  colors: (Color | undefined)[];
  /** Who was to see them; undefined = whoever sees what is written. */
  audiences: (Audience | undefined)[];
  /** What is written is for its writer alone. */
  writeForMe(): void;
  /** New passages asked for, in order, and whether the background takes the next ones. */
  reattached: { note: string; selectors: Selector[] }[];
  refuseReattaching(): void;
  /** What the background was told of how passages were found. */
  found: Found[][];
  toMargin: ToMargin[];
  fromMargin: (message: ToPage) => void;
  shownOutside: () => number;
  /** How the margin was chosen to stand on this site, in order. */
  choices: MarginChoice[];
  /** A margin connects that was not there. */
  connect(): (message: ToPage) => void;
  /** Style sheets that make room for the margin. */
  roomTaken: () => number;
  /** What the background answers from now on. */
  readBy(read: () => Promise<readonly Passage[]>): void;
  show(passages: Passage[]): Promise<void>;
  end(): void;
};

type SetUp = { withMargin?: boolean; layout?: MarginLayout; dir?: 'ltr' | 'rtl'; realStyles?: boolean };

/** @param options `withMargin`: one is connected already, as if it stood outside the page */
export function setUp(
  html: string,
  { withMargin = true, layout = USUAL_LAYOUT, dir = 'ltr', realStyles = false }: SetUp = {},
): Bench {
  document.body.innerHTML = html;
  const life = new AbortController();
  const host = createHost(document, { lang: 'en', dir }, HOST_STYLES, life.signal);
  const saved: Selector[][] = [];
  const colors: (Color | undefined)[] = [];
  const audiences: (Audience | undefined)[] = [];
  let usual: Audience = 'group';
  const reattached: Bench['reattached'] = [];
  const found: Found[][] = [];
  let takesPassages = true;
  const toMargin: ToMargin[] = [];
  const choices: MarginChoice[] = [];
  let read = async (): Promise<readonly Passage[]> => [];
  let room = 0;
  let outside = 0;
  const painter = createPainter(document);
  const annotator = createAnnotator({
    document,
    host,
    painter,
    signal: life.signal,
    ports: {
      facts: () => ({
        url: 'https://example.org/',
        title: 'T',
        optedOut: document.querySelector('[data-opted-out]') !== null,
      }),
      readPassages: () => read(),
      createHighlight: async (selectors, marked) => {
        saved.push(selectors);
        audiences.push(marked.audience);
        return colors.push(marked.color) > 0;
      },
      audience: async () => usual,
      reattach: async (note, selectors) => reattached.push({ note, selectors }) > 0 && takesPassages,
      found: (next) => void found.push(next),
      opening: async () => layout,
      chooseLayout: (choice) => void choices.push(choice),
      marginUrl: () => 'about:blank',
      glanceUrl: () => 'about:blank',
      styles: {
        addStyles(css, root) {
          room++;
          const remove = realStyles ? adoptedStyles.addStyles(css, root) : undefined;
          return () => {
            room--;
            remove?.();
          };
        },
      },
      openOutside: () => void outside++,
      words: {
        adder: {
          label: 'Annotate',
          highlight: 'Highlight',
          comment: 'Comment',
          attach: 'Attach here',
          colors: COLOR_WORDS,
          audience: { me: 'Only you', group: 'Your group' },
        },
        margin: 'Notes',
        edge: 'Size of the notes',
        glance: 'Notes here',
        hidden: { text: 'Marks are hidden', action: 'Show' },
        reattach: { text: 'Select the words', action: 'Cancel' },
        walk: (place, count) => `Passage ${place} of ${count}`,
      },
    },
  });
  const link = { send: (message: ToMargin) => void toMargin.push(message), closed: new AbortController().signal };
  const fromMargin = withMargin ? annotator.connectMargin(link) : () => undefined;
  return {
    annotator,
    host,
    saved,
    colors,
    audiences,
    writeForMe: () => void (usual = 'me'),
    reattached,
    refuseReattaching: () => void (takesPassages = false),
    found,
    toMargin,
    fromMargin,
    shownOutside: () => outside,
    choices,
    connect: () => annotator.connectMargin(link),
    roomTaken: () => room,
    readBy: (next) => void (read = next),
    async show(next) {
      read = async () => next;
      await annotator.refresh();
      await rest(80);
    },
    end() {
      painter.destroy();
      life.abort();
      document.body.innerHTML = '';
    },
  };
}

export const rest = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Selects a text that stands in one text node. */
export function select(text: string): void {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.textContent?.indexOf(text) ?? -1;
    if (at < 0) continue;
    document.getSelection()?.setBaseAndExtent(node, at, node, at + text.length);
    return;
  }
  throw new Error(`not in the page: ${text}`);
}

export const quote = (exact: string): Selector[] => [{ type: 'TextQuoteSelector', exact, prefix: '', suffix: '' }];

export const paintedTexts = (style: string): string[] =>
  [...(CSS.highlights.get(`commonplace-${style}`) ?? [])].map((range) => (range as Range).toString());
