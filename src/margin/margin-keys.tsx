/** The keys of the margin as a whole, wherever in it the focus is; those of its list are in walk.ts. */
import { useCallback, useState } from 'preact/hooks';
import { KeysDialog } from '../ui/keys-dialog.tsx';
import { commandFor } from '../ui/pressed-chord.ts';
import type { Ports } from './ports.ts';
import type { ChosenKeys } from './use-own-keys.ts';

type Acts = {
  /** Null where there is nothing to look for. */
  find: (() => void) | null;
  /** Ends what Escape ends here. */
  leave: () => void;
  /** The list of keys is closed. */
  back: () => void;
};

/** `pressed` is for the element that holds all; `list` is the list of keys, while it is open. */
export function useMarginKeys(
  { call }: Pick<Ports, 'call'>,
  { keys, choose }: ChosenKeys,
  { find, leave, back }: Acts,
) {
  const [isOpen, setOpen] = useState(false);
  const read = useCallback(async () => (await call('shortcuts.read', {})).shortcuts, [call]);
  const pressed = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Escape') leave();
    const command = commandFor(event, keys);
    const act = command === 'list' ? () => setOpen(true) : command === 'find' ? find : null;
    if (!act) return;
    event.preventDefault();
    act();
  };
  const list = isOpen && (
    <KeysDialog
      read={read}
      onChange={() => void call('shortcuts.change', {})}
      keys={keys}
      choose={choose}
      onClose={() => {
        setOpen(false);
        back();
      }}
    />
  );
  return { pressed, list };
}
