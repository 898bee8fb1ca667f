/** What the list of keys needs, of what the library has. */
import { keysWith } from '../core/own-keys.ts';
import type { KeyList } from '../ui/key-list.tsx';
import type { ViewProps } from './ports.ts';

export function keyPorts(
  { call, shortcuts }: ViewProps['ports'],
  { ownKeys }: ViewProps['library'],
): Parameters<typeof KeyList>[0] {
  return {
    read: shortcuts,
    onChange: () => void call('shortcuts.change', {}),
    keys: keysWith(ownKeys),
    choose: (chosen) => call('keys.choose', { chosen }),
  };
}
