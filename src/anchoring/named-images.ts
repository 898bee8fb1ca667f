/**
 * The images of a page of which something is said, with the words to know them by. Separate because that is read once
 * for all notes, in short steps, and a page can have more images than are worth anybody's time.
 */
import { type ImageWords, wordsFor } from './image-words.ts';
import { everyImageIn, isSeen } from './images.ts';
import { type Passage, passageOf } from './passage.ts';
import type { TextIndex } from './text-index.ts';

/** An image, and what may stand for it as passages in its surroundings, best first. */
export interface NamedImage {
  readonly image: Element;
  readonly passages: readonly Passage[];
}

/** What was read. When not all images were, there may be another one just like any of these. */
export interface NamedImages {
  readonly images: readonly NamedImage[];
  readonly isAll: boolean;
}

const known = new WeakMap<TextIndex, NamedImages>();

/** The images of the trees an index was read from; the same ones while the index lives. */
export function* namedImageSteps(index: TextIndex): Generator<void, NamedImages> {
  const before = known.get(index);
  if (before) return before;
  const images: NamedImage[] = [];
  let looked = 0;
  const isFull = () => images.length === MOST || looked === MOST_LOOKED;
  let isAll = true;
  for (const root of index.roots)
    for (const image of everyImageIn(root as Document | ShadowRoot)) {
      if (isFull()) {
        isAll = false;
        break;
      }
      if (++looked % AT_A_TIME === 0) yield;
      if (!isSeen(image)) continue;
      const passages = wordsFor(image, index).map(passageOfWords);
      const named = passages.filter((one) => one !== null);
      if (named.length > 0) images.push({ image, passages: named });
    }
  const all = { images, isAll };
  known.set(index, all);
  return all;
}

function passageOfWords(words: ImageWords): Passage | null {
  return passageOf({ type: 'TextQuoteSelector', ...words });
}

/** No document that people read together shows more images with words of their own; icons mostly have none. */
const MOST = 2000;
const MOST_LOOKED = 20_000;
/** Images to look at before others may have their turn. */
const AT_A_TIME = 32;
