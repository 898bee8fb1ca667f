/** The keys of the margin, wherever in it the focus is, also where nothing has it: whoever presses on words that take none still has them. */
import type { RefObject } from 'preact';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { KeysDialog } from '../ui/keys-dialog.tsx';
import { commandFor } from '../ui/pressed-chord.ts';
import { hasModal } from './has-modal.ts';
import type { Ports } from './ports.ts';
import type { ChosenKeys } from './use-own-keys.ts';
import { walk } from './walk.ts';

type Acts = {
  /** Null where there is nothing to look for. */
  find: (() => void) | null;
  /** Shows the passage of a thread. */
  go: (note: string) => void;
  /** Escape; where nothing has the focus it ends what is open innermost, which hears it by itself where it has. */
  leave: (isNowhere: boolean) => void;
  /** The list of keys is closed. */
  back: () => void;
};

/**
 * @param cards the list of them
 * @returns the list of keys, while it is open
 */
export function useMarginKeys(
  { call }: Pick<Ports, 'call'>,
  cards: RefObject<HTMLElement | null>,
  { keys, choose }: ChosenKeys,
  acts: Acts,
) {
  const [isOpen, setOpen] = useState(false);
  const read = useCallback(async () => (await call('shortcuts.read', {})).shortcuts, [call]);
  const latest = useRef<(event: KeyboardEvent) => void>(() => undefined);
  latest.current = (event) => {
    if (event.isComposing || hasModal()) return;
    if (event.key === 'Escape') acts.leave(event.target === document.body);
    if (cards.current) walk(event, cards.current, keys, acts.go);
    const command = commandFor(event, keys);
    const act = command === 'list' ? () => setOpen(true) : command === 'find' ? acts.find : null;
    if (!act) return;
    event.preventDefault();
    act();
  };
  useLayoutEffect(() => {
    const life = new AbortController();
    document.addEventListener('keydown', (event) => latest.current(event), { signal: life.signal });
    return () => life.abort();
  }, []);
  return (
    isOpen && (
      <KeysDialog
        read={read}
        onChange={() => void call('shortcuts.change', {})}
        keys={keys}
        choose={choose}
        onClose={() => {
          setOpen(false);
          acts.back();
        }}
      />
    )
  );
}
