/** Where the passages are in the page: told to all that shows it, and gone to. */
import type { ToMargin } from '../protocol/margin-port.ts';
import { bringIntoView } from './bring-into-view.ts';
import type { HidingPainter } from './hiding.ts';
import { nearNotes } from './near-notes.ts';
import type { Passages, PlacedPassage } from './passages.ts';
import type { Ribbon } from './ribbon.ts';

export type Places = {
  /** Reads where the passages are and tells it. */
  tell(): readonly PlacedPassage[];
  /** Tells the margin what is known: to measure a thousand passages again takes a while. */
  repeat(): void;
  /** Which notes the margin shows first (near-notes.ts), by what is known. */
  near(view: { top: number; height: number }): string[];
  /** Where its passage begins in the window; nothing where it has no place, or in a frame. */
  boxOf(id: string): DOMRect | undefined;
  /** False where the passage has no place. */
  scrollTo(id: string): boolean;
  /** The same, and shows it as the one spoken of. */
  goTo(id: string): boolean;
};

export type PlacesOptions = {
  document: Document;
  painter: HidingPainter;
  passages: Passages;
  ribbon: Ribbon;
  /** How far the window shows the page, from its top, in CSS pixels. */
  seen: () => number;
  /** How far the text is scrolled by something within the page, in CSS pixels. */
  inner: () => number;
  /** They were placed; those that can be walked to, in the order of the text. */
  placed: (walkable: readonly string[]) => void;
  /** To the margin, if there is one. */
  tellMargin: (message: ToMargin) => void;
};

export function createPlaces({
  document,
  painter,
  passages,
  ribbon,
  seen,
  inner,
  placed,
  tellMargin,
}: PlacesOptions): Places {
  /** As they were when they were last placed or the page's size changed. */
  let last: { of: readonly PlacedPassage[]; boxes: ReturnType<Ribbon['draw']> } | null = null;

  function tell(): readonly PlacedPassage[] {
    const of = passages.placed();
    placed(of.flatMap(({ id, range }) => (range ? [id] : [])));
    last = { of, boxes: ribbon.draw() };
    repeat();
    return of;
  }

  function repeat(): void {
    if (!last) return void tell();
    const { of, boxes } = last;
    const anchors = of.map(({ id, state }, order) => {
      const box = boxes.get(id);
      return { id, state, order, top: box ? box.top + inner() : null };
    });
    tellMargin({ type: 'anchors', anchors });
  }

  function scrollTo(id: string): boolean {
    const range = painter.rangesOf(id)[0];
    if (range) bringIntoView(range, document, seen());
    return range !== undefined;
  }

  return {
    tell,
    repeat,
    near: (view) => (last ? nearNotes({ placed: last.of, boxes: last.boxes }, view) : []),
    boxOf(id) {
      const range = painter.rangesOf(id)[0];
      return range && range.startContainer.ownerDocument === document ? range.getBoundingClientRect() : undefined;
    },
    scrollTo,
    goTo(id) {
      const isThere = scrollTo(id);
      if (isThere) painter.focus(id);
      return isThere;
    },
  };
}
