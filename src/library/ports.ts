/** What the library needs from outside itself; main.tsx connects it, tests give their own. */
import type { ImageId } from '../core/image.ts';
import type { Note } from '../core/note.ts';
import type { OfferedTexts } from '../platform/handed-texts.ts';
import type { Caller } from '../platform/rpc.ts';
import type { Shortcut } from '../platform/shortcuts.ts';
import type { fromPages } from '../protocol/from-pages.ts';
import type { ImageSource } from '../ui/image-source.ts';
import type { Mute } from '../ui/mute-choice.tsx';
import type { Picture } from '../store/image-bytes.ts';
import type { CatalogClient } from './catalog/client.ts';
import type { Library } from '../store/read-library.ts';

export type LibraryPorts = {
  call: Caller<typeof fromPages>;
  /** Texts that are handed to the background beside its messages; without it they are in them. */
  texts?: OfferedTexts;
  /**
   * What the library is about, now and whenever it changes; of notes only those that something is wrong with, and what is told
   * from all of them a little later. Notes of muted people only `withMuted`.
   */
  watchAll(show: (library: Library) => void, signal: AbortSignal, withMuted: boolean): void;
  /** All notes of one document, by any name of it. */
  watchDocument(
    key: string,
    show: (found: { notes: readonly Note[]; muted: number }) => void,
    signal: AbortSignal,
    withMuted: boolean,
  ): void;
  /** The search over all notes. */
  catalog: CatalogClient;
  shortcuts: () => Promise<Shortcut[]>;
  /** Asks for the browser's permission to notify, in the press itself; false if it was refused. */
  askForNotifications: () => Promise<boolean>;
  /** Asks for the browser's permission to speak with a host, in the press itself; false if it was refused. */
  askForHost: (pattern: string) => Promise<boolean>;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  images: ImageSource;
  /** The pictures that notes show, as far as they are on this device. */
  imagesOf: (notes: readonly { text: string }[]) => Promise<ReadonlyMap<ImageId, Picture>>;
  /** Asks for the browser's permission to put files into the downloads folder, likewise. */
  askForDownloads: () => Promise<boolean>;
  /** Bytes that are left on this device, where they are few, else null. */
  roomLeft: () => Promise<number | null>;
  /** Gives the user a file. */
  save: (name: string, mediaType: string, content: string | Uint8Array<ArrayBuffer>) => void;
};

/** What every view is given. */
export type ViewProps = { library: Library; ports: LibraryPorts };

/** And what those are given that show notes. */
export type NotesProps = ViewProps & { onMute: Mute; withMuted: boolean };
