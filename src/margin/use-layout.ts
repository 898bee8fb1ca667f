/** How the margin stands where there is a choice: what was chosen for the site, which the page knows (annotator/margin-place.ts). */
import { useState } from 'preact/hooks';
import { isNarrow } from '../core/finding.ts';
import { type MarginChoice, type MarginLayout, USUAL_LAYOUT } from '../protocol/margin-layout.ts';
import type { Beside } from './beside-cards.tsx';
import type { Finder } from './use-finder.ts';
import type { Page } from './use-page.ts';

export type Layout = {
  /** Null where there is no choice: the margin is a sheet or a window of its own. */
  chosen: MarginLayout | null;
  choose: (choice: MarginChoice) => void;
  /** There are passages that cards could stand beside. */
  hasPlaces: boolean;
  /** What can be chosen is shown. */
  isOpen: boolean;
  open: (on: boolean) => void;
  /** Where the passages are, if cards are to stand beside them now: what is looked for is a list. */
  beside: Beside | null;
};

export function useLayout({ layout, tops, views, isBeside, send }: Page, finder: Finder): Layout {
  const [isOpen, open] = useState(false);
  const chosen = isBeside ? (layout ?? USUAL_LAYOUT) : null;
  const isSought = finder.isOpen || isNarrow(finder.finding) || finder.finding.order !== 'text';
  const hasPlaces = tops.size > 0;
  return {
    chosen,
    choose: (choice) => send({ type: 'layout', choice }),
    hasPlaces,
    isOpen: isOpen && chosen !== null,
    open,
    beside: chosen?.cards === 'beside' && hasPlaces && !isSought ? { tops, views, send } : null,
  };
}
