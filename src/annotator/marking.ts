/**
 * What is done with a passage the reader has chosen, by hand or by its words: it is highlighted, commented on, or given
 * to the note that waits for one. Separate from where the passage comes from.
 */
import { isSameRange } from '../anchoring/mark.ts';
import type { Selector } from '../core/selectors.ts';
import type { Adder, AdderAct, Marked } from './adder.ts';
import type { MarginFrame } from './margin-frame.ts';
import type { Passages } from './passages.ts';
import type { Reattach } from './reattach.ts';
import { selectedRange } from './selection.ts';

export type MarkingOptions = {
  document: Document;
  passages: Passages;
  adder: Adder;
  margin: MarginFrame;
  reattach: Reattach;
  save: (selectors: Selector[], marked: Marked) => Promise<boolean>;
};

/** Answers the act itself: false if the passage has no words that could be found again. */
export function createMarking({ document, passages, adder, margin, reattach, save }: MarkingOptions) {
  /** Passages whose highlight is on its way to the disk. */
  const saving = new Set<string>();

  async function highlight(range: Range, selectors: Selector[], marked: Marked): Promise<void> {
    const passage = JSON.stringify(selectors);
    // Pressed again before it was saved.
    if (saving.has(passage)) return;
    saving.add(passage);
    const isSaved = await save(selectors, marked).finally(() => saving.delete(passage));
    // The reader may have selected something else meanwhile.
    const now = selectedRange(document);
    if (isSaved && now && isSameRange(now, range)) document.getSelection()?.removeAllRanges();
  }

  return async function mark(range: Range, what: AdderAct, marked: Marked = {}): Promise<boolean> {
    const selectors = passages.describe(range);
    if (selectors.length === 0) return false;
    adder.hide();
    const { note } = reattach;
    if (note !== null && what === 'highlight') {
      document.getSelection()?.removeAllRanges();
      await reattach.attach(note, selectors);
    } else if (what === 'highlight') {
      await highlight(range, selectors, marked);
    } else {
      document.getSelection()?.removeAllRanges();
      margin.send({ type: 'compose', selectors, ...(marked.audience && { audience: marked.audience }) });
      margin.open();
    }
    return true;
  };
}
