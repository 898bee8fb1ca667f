/** Whether the cards stand beside their passages or are a list: what the reader chose, here or on another page, where there is a choice. */
import { useRef, useState } from 'preact/hooks';
import type { MarginLayout } from '../protocol/from-pages.ts';
import type { Beside } from './beside-cards.tsx';
import { isNarrow } from '../core/finding.ts';
import type { Finder } from './use-finder.ts';
import type { Page } from './use-page.ts';

export type Layout = {
  /** Null where there is no choice: the margin is a sheet or a window of its own, or nothing is shown in the text. */
  chosen: MarginLayout | null;
  choose: (layout: MarginLayout) => void;
  /** Where the passages are, if cards are to stand beside them now: what is looked for is a list. */
  beside: Beside | null;
};

/** @param remembered what was chosen last, wherever that was; null until it is known. `remember` is told of what is chosen here */
export function useLayout(
  { tops, views, isBeside, send }: Page,
  { isOpen, finding }: Finder,
  remembered: MarginLayout | null,
  remember: (layout: MarginLayout) => void,
): Layout {
  const [wanted, setWanted] = useState<MarginLayout | null>(null);
  // As it was when it opened: what is chosen elsewhere meanwhile moves nothing here.
  const before = useRef<MarginLayout | null>(null);
  before.current ??= remembered;
  const chosen = isBeside && tops.size > 0 ? (wanted ?? before.current ?? 'beside') : null;
  const isSought = isOpen || isNarrow(finding) || finding.order !== 'text';
  const choose = (layout: MarginLayout): void => {
    setWanted(layout);
    remember(layout);
  };
  return { chosen, choose, beside: chosen === 'beside' && !isSought ? { tops, views, send } : null };
}
