/** What the popup needs from outside itself; main.tsx connects it, tests give their own. */
import type { Caller } from '../platform/rpc.ts';
import type { Conversation, fromPages } from '../protocol/from-pages.ts';
import type { Commons } from '../store/read-commons.ts';
import type { PageState } from './page-state.ts';

/** The document in front, and whether notes of muted people are shown. */
export type Asked = { keys: readonly string[]; withMuted: boolean };

export type PopupPorts = {
  call: Caller<typeof fromPages>;
  /** Tells what is known of the page at once, and more when the page has answered. */
  watchPage(show: (page: PageState) => void, signal: AbortSignal): void;
  /** The notes of a document now and whenever they change. */
  watchNotes(asked: Asked, show: (conversation: Conversation) => void, signal: AbortSignal): void;
  /** What there is beside it, now and whenever it changes. */
  watchCommons(asked: Asked, show: (commons: Commons) => void, signal: AbortSignal): void;
  /** How much is new for the reader (store/read-inbox.ts), now and whenever it changes. */
  watchUnread(show: (count: number) => void, signal: AbortSignal): void;
  /** Opens the margin, at a note if one is named, and closes the popup. */
  openMargin(note: string | null): Promise<void>;
  /** Opens the library at a place (`#groups`) and closes the popup. */
  openLibrary(place: string): Promise<void>;
  /** Opens a page of the web in a tab and closes the popup. */
  openPage(address: string): Promise<void>;
  reloadPage: () => Promise<void>;
  /** Bytes that are left on this device, where they are few, else null. */
  roomLeft: () => Promise<number | null>;
};

/** What comes of the store. */
export type Watching = Pick<PopupPorts, 'watchNotes' | 'watchCommons' | 'watchUnread'>;
