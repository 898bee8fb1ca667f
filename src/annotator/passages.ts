/**
 * Keeps the passages of a document anchored and painted while the document lives: the index is
 * built only when somebody needs it, anchors are found in slices, again when the page changed.
 */
import { anchorInSlices, type AnchorResult, type AnchorState } from '../anchoring/anchor.ts';
import { describe } from '../anchoring/describe.ts';
import { watchDocument, type Watch } from '../anchoring/living.ts';
import type { Mark, Painter } from '../anchoring/painter.ts';
import { buildTextIndex, type TextIndex } from '../anchoring/text-index.ts';
import type { Selector } from '../core/selectors.ts';
import type { Passage } from '../protocol/from-content.ts';

export type PlacedPassage = { id: string; state: AnchorState; range: Range | null };

export type Passages = {
  /** What is to be anchored now; replaces what was. */
  set(passages: readonly Passage[]): void;
  /** In the order of the text; lost ones last. */
  placed(): PlacedPassage[];
  describe(range: Range): Selector[];
};

export type PassagesOptions = {
  document: Document;
  painter: Painter;
  signal: AbortSignal;
  /** Anchors were found or changed. */
  onPlaced: () => void;
};

export function createPassages({ document, painter, signal, onPlaced }: PassagesOptions): Passages {
  let wanted: readonly Passage[] = [];
  let results: ReadonlyMap<string, AnchorResult> = new Map();
  let index: TextIndex | undefined;
  let watch: Watch | undefined;
  let run = new AbortController();

  const textIndex = (): TextIndex => {
    // A selection may be made before the watch has said that the page changed.
    if (watch?.stale()) index = undefined;
    index ??= buildTextIndex(document);
    watch ??= watchDocument(document, pageChanged, { signal });
    watch.follow(index.roots);
    return index;
  };

  function pageChanged(): void {
    index = undefined;
    if (wanted.length > 0) void anchorAgain(wanted, new Map());
  }

  /** Passages that are new are looked for; those that stand keep their anchors. */
  async function anchorAgain(passages: readonly Passage[], known: ReadonlyMap<string, AnchorResult>): Promise<void> {
    run.abort();
    run = new AbortController();
    const mine = run.signal;
    const missing = passages.filter(({ id }) => !known.has(id));
    const found = new Map(passages.flatMap(({ id }) => (known.has(id) ? [[id, known.get(id)!] as const] : [])));
    if (missing.length > 0) {
      const selectors = missing.map((one) => one.selectors);
      const onResult = (at: number, result: AnchorResult): void => {
        const passage = missing[at];
        if (passage) found.set(passage.id, result);
      };
      await anchorInSlices(selectors, textIndex(), { signal: AbortSignal.any([mine, signal]), onResult });
    }
    if (mine.aborted || signal.aborted) return;
    results = found;
    painter.paint(passages.flatMap((one) => markOf(one, found.get(one.id))));
    onPlaced();
  }

  return {
    set(passages) {
      const before = new Map(wanted.map((one) => [one.id, JSON.stringify(one.selectors)]));
      const known = new Map(
        [...results].filter(
          ([id]) => before.get(id) === JSON.stringify(passages.find((one) => one.id === id)?.selectors),
        ),
      );
      wanted = passages;
      void anchorAgain(passages, known);
    },
    placed: () =>
      wanted
        .map(({ id }) => ({
          id,
          state: results.get(id)?.state ?? ('lost' as const),
          range: results.get(id)?.range ?? null,
        }))
        .toSorted((a, b) => compare(a.range, b.range)),
    describe: (range) => describe(range, textIndex()),
  };
}

function markOf(passage: Passage, result: AnchorResult | undefined): Mark[] {
  if (!result?.range) return [];
  const { state, range } = result;
  const certain = state === 'exact' || state === 'moved';
  return [{ id: passage.id, range, style: certain ? (passage.mine ? 'mine' : 'peer') : state }];
}

/** Document order; nothing, or another tree, comes last. */
function compare(a: Range | null, b: Range | null): number {
  if (!a || !b) return a ? -1 : b ? 1 : 0;
  if (a.startContainer.getRootNode() !== b.startContainer.getRootNode()) return 0;
  return a.compareBoundaryPoints(Range.START_TO_START, b) || b.compareBoundaryPoints(Range.END_TO_END, a);
}
