/**
 * Completing what is typed from a list below the field: the combobox with a list of the ARIA Authoring Practices
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/), in which the focus stays in the field. One for tags and names alike.
 */
import { useEffect, useId, useState } from 'preact/hooks';

export type Suggestions<T> = {
  /** Those on screen: none while the list is closed. */
  shown: readonly T[];
  /** Index of the one that Enter chooses; -1 for none. */
  active: number;
  listId: string;
  optionId: (index: number) => string;
  open: () => void;
  close: () => void;
  choose: (index: number) => void;
  /** Answers whether the key was for the list, and nobody else's any more. */
  onKeyDown: (event: KeyboardEvent) => boolean;
  /** What the field says of its list. */
  aria: {
    'aria-autocomplete': 'list';
    'aria-controls': string | undefined;
    'aria-activedescendant': string | undefined;
  };
};

/**
 * @param found what fits what is typed
 * @param isEager the first of them is chosen by Enter without being walked to
 */
export function useSuggestions<T>(found: readonly T[], onChoose: (one: T) => void, isEager = false): Suggestions<T> {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const first = isEager ? 0 : -1;
  const [active, setActive] = useState(first);
  const shown = isOpen ? found : [];
  const words = found.map((one) => JSON.stringify(one)).join('\n');
  useEffect(() => setActive(first), [words, isOpen]);
  const at = active < shown.length ? active : -1;
  const optionId = (index: number): string => `${id}-option-${index}`;
  const close = (): void => setOpen(false);
  const choose = (index: number): void => {
    const one = shown[index];
    if (one === undefined) return;
    close();
    onChoose(one);
  };
  useEffect(() => {
    if (at >= 0) document.getElementById(optionId(at))?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return {
    shown,
    active: at,
    listId: `${id}-list`,
    optionId,
    open: () => setOpen(true),
    close,
    choose,
    onKeyDown(event) {
      if (event.isComposing || event.ctrlKey || event.metaKey) return false;
      const taken = keyTaken(event);
      if (taken) {
        event.preventDefault();
        event.stopPropagation();
      }
      return taken;
    },
    aria: {
      'aria-autocomplete': 'list',
      'aria-controls': shown.length > 0 ? `${id}-list` : undefined,
      'aria-activedescendant': at >= 0 ? optionId(at) : undefined,
    },
  };

  function keyTaken({ key }: KeyboardEvent): boolean {
    if (shown.length === 0) {
      // In the words of a note the arrows go from line to line.
      if (key !== 'ArrowDown' || isEager || found.length === 0) return false;
      setOpen(true);
      return true;
    }
    switch (key) {
      case 'ArrowDown':
        setActive(at + 1 < shown.length ? at + 1 : 0);
        return true;
      case 'ArrowUp':
        setActive(at > 0 ? at - 1 : shown.length - 1);
        return true;
      case 'Enter':
        if (at < 0) return false;
        choose(at);
        return true;
      case 'Escape':
        close();
        return true;
      default:
        return false;
    }
  }
}
