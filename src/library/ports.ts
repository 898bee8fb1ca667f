/** What the library needs from outside itself; main.tsx connects it, tests give their own. */
import type { ImageId } from '../core/image.ts';
import type { Caller } from '../platform/rpc.ts';
import type { Shortcut } from '../platform/shortcuts.ts';
import type { fromPages } from '../protocol/from-pages.ts';
import type { ImageSource } from '../ui/image-source.ts';
import type { Mute } from '../ui/person-menu.tsx';
import type { Picture } from '../store/image-bytes.ts';
import type { Library } from '../store/read-library.ts';

export type LibraryPorts = {
  call: Caller<typeof fromPages>;
  /** Everything on this device, now and whenever it changes; notes of muted people only `withMuted`. */
  watchAll(show: (library: Library) => void, signal: AbortSignal, withMuted: boolean): void;
  shortcuts: () => Promise<Shortcut[]>;
  /** Asks for the browser's permission to notify, in the press itself; false if it was refused. */
  askForNotifications: () => Promise<boolean>;
  /** Asks for the browser's permission to speak with a host, in the press itself; false if it was refused. */
  askForHost: (pattern: string) => Promise<boolean>;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  images: ImageSource;
  /** The pictures that notes show, as far as they are on this device. */
  imagesOf: (notes: readonly { text: string }[]) => Promise<ReadonlyMap<ImageId, Picture>>;
  /** Gives the user a file. */
  save: (name: string, mediaType: string, content: string | Uint8Array<ArrayBuffer>) => void;
};

/** What every view is given. */
export type ViewProps = { library: Library; ports: LibraryPorts };

/** And what those are given that show notes. */
export type NotesProps = ViewProps & { onMute: Mute };
