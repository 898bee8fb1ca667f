/** Brings a card into view and focus when the page asks for it, also one that has not been read yet. */
import { useRef, useState } from 'preact/hooks';
import { reveal } from '../ui/use-fold.ts';
import { takeFocus } from './take-focus.ts';

export type Shown = {
  /** The card of this note; null is the list itself. */
  show: (note: string | null) => void;
  /** What is to be shown and is not there yet. */
  readonly wanted: string | null;
  /** To be called after the list was drawn: shows what could not be shown before. */
  settle: () => void;
};

export function useShown(list: { readonly current: HTMLElement | null }): Shown {
  const shown = useRef<Shown | null>(null);
  const [, draw] = useState(0);
  shown.current ??= createShown(list, () => draw((times) => times + 1));
  return shown.current;
}

/** @param missing is called when the wanted card is not in the document: a long list draws those near the view only */
function createShown(list: { readonly current: HTMLElement | null }, missing: () => void): Shown {
  let wanted: string | null = null;
  const settle = (): void => {
    if (wanted === null) return;
    const card = list.current?.querySelector<HTMLElement>(`[data-note="${CSS.escape(wanted)}"]`);
    if (!card) return;
    wanted = null;
    reveal(card);
    const apart = card.closest('details');
    if (apart) apart.open = true;
    // beside its passage it stands only when it has the focus
    const isBeside = card.closest('.beside') !== null;
    if (!isBeside) card.scrollIntoView({ block: 'nearest' });
    takeFocus(card, { preventScroll: true, focusVisible: true });
    // Where it has to wait for it, it stands already as it will with it: all is drawn once.
    if (document.activeElement !== card) card.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
    // What is drawn around it only now is rarely as high as was thought.
    requestAnimationFrame(() => {
      if ((document.hasFocus() && document.activeElement !== card) || (isBeside && isSeen(card, list.current))) return;
      card.scrollIntoView({ block: isBeside ? 'center' : 'nearest' });
    });
  };
  return {
    get wanted() {
      return wanted;
    },
    settle,
    show(note) {
      wanted = note;
      if (note !== null) settle();
      else if (list.current) takeFocus(list.current, { preventScroll: true });
      if (wanted !== null) missing();
    },
  };
}

/** Whether its first lines are in view. */
function isSeen(card: Element, list: Element | null): boolean {
  const { top } = card.getBoundingClientRect();
  const view = list?.getBoundingClientRect();
  return view !== undefined && top >= view.top && top + FIRST_LINES < view.bottom;
}

const FIRST_LINES = 80;
