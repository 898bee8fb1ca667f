/**
 * Keeps the passages of a document anchored and painted while the document lives: its text is read only when somebody
 * needs it, anchors are found in slices, those in view first, and looked for again only where the page changed.
 */
import type { AnchorResult, AnchorState } from '../anchoring/anchor.ts';
import { describe } from '../anchoring/describe.ts';
import { inColor } from '../anchoring/layers.ts';
import { watchDocument, type Watch } from '../anchoring/living.ts';
import type { Mark } from '../anchoring/mark.ts';
import { PageText } from '../anchoring/page-text.ts';
import type { Painter } from '../anchoring/painter.ts';
import { placeSteps, type Placed } from '../anchoring/placing.ts';
import { inSlices } from '../anchoring/slices.ts';
import type { TextIndex } from '../anchoring/text-index.ts';
import type { Selector } from '../core/selectors.ts';
import type { Passage } from '../protocol/from-annotator.ts';
import { whenVisible } from './visible.ts';

export type PlacedPassage = { id: string; state: AnchorState; range: Range | null };

export type Passages = {
  /** What is to be anchored now; replaces what was. */
  set(passages: readonly Passage[]): void;
  /** In the order of the text; lost ones last. */
  placed(): PlacedPassage[];
  describe(range: Range): Selector[];
  /** The page's text as it is now. */
  text(): TextIndex;
};

export type PassagesOptions = {
  document: Document;
  painter: Painter;
  signal: AbortSignal;
  /** Anchors were found or changed. */
  onPlaced: () => void;
};

/** Passages that are long in coming are shown as they are found, so often. */
const SHOW_EVERY_MS = 150;

export function createPassages({ document, painter, signal, onPlaced }: PassagesOptions): Passages {
  let wanted: readonly Passage[] = [];
  /** What was found, as long as it is looked for by the same selectors. */
  let known = new Map<string, Placed & { asked: string }>();
  let run = new AbortController();
  let watch: Watch | undefined;
  const text = new PageText(document, {
    follow(root) {
      watch ??= watchDocument(document, () => anchorAgain(true), {
        signal,
        onRecords: (records) => text.changed(records),
      });
      watch.follow([root]);
    },
    flush: () => watch?.flush(),
  });

  /** What the page changes can wait until somebody sees it; notes that come are placed also behind other tabs. */
  function anchorAgain(canWait: boolean): void {
    run.abort();
    run = new AbortController();
    if (wanted.length > 0) void anchorAll(wanted, canWait, AbortSignal.any([run.signal, signal]));
    else show();
  }

  async function anchorAll(passages: readonly Passage[], canWait: boolean, stopped: AbortSignal): Promise<void> {
    const list = passages.map(({ id, selectors }) => ({ selectors, before: known.get(id) }));
    let shown = performance.now();
    const steps = placeSteps(list, text, document, (at, placed) => {
      const { id, selectors } = passages[at]!;
      known.set(id, { ...placed, asked: JSON.stringify(selectors) });
    });
    await inSlices(steps, {
      signal: stopped,
      ...(canWait && { ready: () => whenVisible(document, stopped) }),
      onSlice() {
        if (performance.now() - shown < SHOW_EVERY_MS) return;
        show();
        shown = performance.now();
      },
    });
    if (!stopped.aborted) show();
  }

  function show(): void {
    painter.paint(wanted.flatMap((one) => markOf(one, known.get(one.id)?.result)));
    onPlaced();
  }

  return {
    set(passages) {
      wanted = passages;
      known = new Map(
        passages.flatMap(({ id, selectors }) => {
          const found = known.get(id);
          return found?.asked === JSON.stringify(selectors) ? [[id, found]] : [];
        }),
      );
      anchorAgain(false);
    },
    placed: () =>
      wanted
        // What was not looked for yet is not told, least of all as lost.
        .flatMap(({ id }) => {
          const result = known.get(id)?.result;
          return result ? [{ ...result, id }] : [];
        })
        .toSorted((a, b) => compare(a.range, b.range)),
    describe: (range) => describe(range, text.read()),
    text: () => text.read(),
  };
}

function markOf(passage: Passage, result: AnchorResult | undefined): Mark[] {
  if (!result?.range) return [];
  const { state, range } = result;
  const certain = state === 'exact' || state === 'moved';
  const kind = certain ? (passage.mine ? 'mine' : 'peer') : state;
  // a place that is only guessed shows no more than that
  const style = inColor(kind, state === 'unsure' ? undefined : passage.color);
  // a place that we only guess must not make others look agreed upon
  return [{ id: passage.id, range, style, by: state === 'unsure' ? undefined : passage.by }];
}

/** Document order; nothing, or another tree, comes last. */
function compare(a: Range | null, b: Range | null): number {
  if (!a || !b) return a ? -1 : b ? 1 : 0;
  if (a.startContainer.getRootNode() !== b.startContainer.getRootNode()) return 0;
  return a.compareBoundaryPoints(Range.START_TO_START, b) || b.compareBoundaryPoints(Range.END_TO_END, a);
}
