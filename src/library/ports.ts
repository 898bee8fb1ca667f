/** What the library needs from outside itself; main.tsx connects it, tests give their own. */
import type { Caller } from '../platform/rpc.ts';
import type { Shortcut } from '../platform/shortcuts.ts';
import type { fromPages } from '../protocol/from-pages.ts';
import type { Library } from '../store/read-library.ts';

export type LibraryPorts = {
  call: Caller<typeof fromPages>;
  /** Everything on this device, now and whenever it changes. */
  watchAll(show: (library: Library) => void, signal: AbortSignal): void;
  shortcuts: () => Promise<Shortcut[]>;
  /** Gives the user a file. */
  save: (name: string, mediaType: string, text: string) => void;
};

/** What every view is given. */
export type ViewProps = { library: Library; ports: LibraryPorts };
