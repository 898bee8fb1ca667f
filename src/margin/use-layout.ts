/** Whether the cards stand beside their passages or are a list: what the reader chose, where there is a choice. */
import { useState } from 'preact/hooks';
import type { Beside } from './beside-cards.tsx';
import { isNarrow } from '../core/finding.ts';
import type { Finder } from './use-finder.ts';
import type { Page } from './use-page.ts';

export type Layout = {
  /** Null where there is no choice: the margin is a sheet or a window of its own, or nothing is shown in the text. */
  chosen: 'beside' | 'list' | null;
  choose: (layout: 'beside' | 'list') => void;
  /** Where the passages are, if cards are to stand beside them now: what is looked for is a list. */
  beside: Beside | null;
};

export function useLayout({ tops, views, isBeside, send }: Page, { isOpen, finding }: Finder): Layout {
  const [wanted, choose] = useState<'beside' | 'list'>('beside');
  const chosen = isBeside && tops.size > 0 ? wanted : null;
  const isSought = isOpen || isNarrow(finding) || finding.order !== 'text';
  return { chosen, choose, beside: chosen === 'beside' && !isSought ? { tops, views, send } : null };
}
