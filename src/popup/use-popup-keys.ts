/** The keys of the popup as a whole: to the row that narrows what is shown, and to the list of keys. */
import { useLayoutEffect } from 'preact/hooks';
import type { OwnKeys } from '../core/own-keys.ts';
import { commandFor } from '../ui/pressed-chord.ts';

export function usePopupKeys(keys: OwnKeys, openList: () => void): void {
  useLayoutEffect(() => {
    const life = new AbortController();
    const pressed = (event: KeyboardEvent): void => {
      const command = commandFor(event, keys);
      const narrow = command === 'find' ? document.querySelector<HTMLElement>('.filter') : null;
      if (command !== 'list' && !narrow) return;
      event.preventDefault();
      if (narrow) narrow.focus();
      else openList();
    };
    document.addEventListener('keydown', pressed, { signal: life.signal });
    return () => life.abort();
  }, [keys]);
}
