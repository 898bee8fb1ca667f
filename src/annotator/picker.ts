/**
 * A passage is chosen without a mouse: by words of it, typed in the margin where the page does not hear them, and by
 * moving its ends. What is chosen is selected in the page, so that it is seen, heard and marked as any selection is.
 */
import { findWords } from '../anchoring/find-words.ts';
import { stretch } from '../anchoring/stretch.ts';
import type { Span, TextIndex } from '../anchoring/text-index.ts';
import type { PickStep, Picked } from '../protocol/margin-port.ts';
import { bringIntoView } from './bring-into-view.ts';

export type Picker = {
  /** The passage chosen last, as long as the page holds it. */
  readonly range: Range | null;
  /** Goes on from this passage, whatever was looked for. */
  begin(range: Range): Picked;
  step(step: PickStep): Picked;
};

const LONGEST_TOLD = 300;

/** @param seen how far the window shows the page, from its top, in CSS pixels */
export function createPicker(document: Document, read: () => TextIndex, seen: () => number): Picker {
  let words = '';
  let index: TextIndex | null = null;
  let spans: readonly Span[] = [];
  let at = -1;
  /** What is chosen: one of them, or that with its ends moved; and as a range, which follows what the page changes. */
  let span: Span | null = null;
  let chosen: Range | null = null;

  /** The page may have changed since the last step. */
  function renew(): TextIndex {
    const now = read();
    if (index !== null && index !== now) {
      span = chosen?.startContainer.isConnected && !chosen.collapsed ? now.spanOf(chosen) : null;
      if (words !== '') spans = findWords(now, words);
      at = span ? at : -1;
    }
    return (index = now);
  }

  function look(next: string): void {
    const now = renew();
    words = next;
    spans = findWords(now, words);
    // typing on keeps the place; else what stands in view, or comes after, is found first
    const here = span?.[0] ?? offsetInView(now);
    at = Math.max(
      0,
      spans.findIndex(([start]) => start >= here),
    );
    span = spans[at] ?? null;
  }

  /** How much of the text stands above the window, by halving: text runs down the page, or nearly. */
  function offsetInView(now: TextIndex): number {
    let low = 0;
    let high = spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const box = now.range(...spans[middle]!)?.getBoundingClientRect();
      if (box && box.bottom < 0) low = middle + 1;
      else high = middle;
    }
    return spans[low]?.[0] ?? 0;
  }

  function told(): Picked {
    chosen = span && index ? index.range(...span) : null;
    if (chosen) select(chosen, document, seen());
    const quote = chosen && span && index ? index.text.slice(...span).slice(0, LONGEST_TOLD) : '';
    return { count: spans.length, at: chosen ? at : -1, quote };
  }

  return {
    get range() {
      const now = renew();
      return span && now.range(...span);
    },
    begin(range) {
      words = '';
      spans = [];
      at = -1;
      index = read();
      span = index.spanOf(range);
      return told();
    },
    step(step) {
      if (step.by === 'words') {
        look(step.words);
        return told();
      }
      const now = renew();
      if (step.by === 'place' && spans.length > 0) {
        at = (at + step.way + spans.length) % spans.length;
        span = spans[at] ?? null;
      } else if (step.by === 'end' && span) {
        span = now.whole(...stretch(now.text, span, step.edge, step.way, step.unit, document.documentElement.lang));
      }
      return told();
    },
  };
}

function select(range: Range, document: Document, seen: number): void {
  const owner = range.startContainer.ownerDocument ?? document;
  const { startContainer, startOffset, endContainer, endOffset } = range;
  owner.getSelection()?.setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
  bringIntoView(range, owner, owner === document ? seen : undefined);
}
