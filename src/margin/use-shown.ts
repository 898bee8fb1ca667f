/** Brings a card into view and focus when the page asks for it, also one that has not been read yet. */
import { useRef } from 'preact/hooks';

export type Shown = {
  /** The card of this note; null is the list itself. */
  show: (note: string | null) => void;
  /** To be called after the list was drawn: shows what could not be shown before. */
  settle: () => void;
};

export function useShown(list: { readonly current: HTMLElement | null }): Shown {
  const wanted = useRef<string | null>(null);
  return useRef<Shown>({
    show(note) {
      wanted.current = note;
      if (note === null) list.current?.focus({ preventScroll: true });
      else this.settle();
    },
    settle() {
      const note = wanted.current;
      const card = note === null ? null : list.current?.querySelector<HTMLElement>(`[data-note="${CSS.escape(note)}"]`);
      if (!card) return;
      wanted.current = null;
      card.scrollIntoView({ block: 'nearest' });
      card.focus({ preventScroll: true, focusVisible: true });
    },
  }).current;
}
