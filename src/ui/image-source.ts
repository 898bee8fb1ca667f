/** Where pictures of notes come from on a screen: each of our pages says so once, for all that shows notes in it. */
import { createContext } from 'preact';
import type { ImageId } from '../core/image.ts';

/** `coming`: it is asked for as soon as there is a network. */
export type ImageAnswer = { state: 'here'; url: string } | { state: 'coming' | 'missing' };

export type ImageSource = {
  /** @param group of the note that shows it; null while it is only in a draft */
  read: (asked: { group: string | null; id: ImageId }) => Promise<ImageAnswer>;
  /** Calls back when pictures have come. */
  onCome: (listener: () => void, signal: AbortSignal) => void;
};

/** Null: there are none here, and their words stand in their place. */
export const Images = createContext<ImageSource | null>(null);
