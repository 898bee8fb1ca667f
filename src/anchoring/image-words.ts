/**
 * The words that stand for an image: its caption, else what its author says instead of it. Separate because an image
 * is described and recognised by the same words.
 */
import { hasSeveralImages } from './images.ts';
import type { TextIndex } from './text-index.ts';

/** Words for an image, and the visible text around it and them. */
export interface ImageWords {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  /** Where the image stands in the visible text. */
  readonly at: number;
}

/** What may stand for an image, best first; nothing for an image of which nothing is said. */
export function wordsFor(image: Element, index: TextIndex): ImageWords[] {
  const figure = image.closest('figure');
  const caption = figure?.querySelector('figcaption');
  const captionWords = figure && caption ? around(figure, visibleText(caption, index), index) : [];
  const name = image.getAttribute('aria-label') || image.getAttribute('alt') || titleOf(image) || fileName(image);
  const own = around(image, name, index);
  // a caption for several images tells none of them
  return figure && caption && hasSeveralImages(figure) ? [...own, ...captionWords] : [...captionWords, ...own];
}

/** Units of context on each side: as for text (describe.ts). */
const CONTEXT = 200;
const LONGEST = 1000;
/** With the white space in it; what a page says beyond that is not for people. */
const LONGEST_READ = 8000;
/** A longer address holds the image itself. */
const LONGEST_ADDRESS = 4096;

function around(subject: Element, words: string | null, index: TextIndex): ImageWords[] {
  const exact = words?.slice(0, LONGEST_READ).replace(/\s+/g, ' ').trim().slice(0, LONGEST);
  if (!exact) return [];
  const { text } = index;
  const range = rangeAround(subject);
  const at = index.offsetOf(range.startContainer, range.startOffset);
  const end = index.offsetOf(range.endContainer, range.endOffset);
  return [{ exact, prefix: text.slice(Math.max(0, at - CONTEXT), at), suffix: text.slice(end, end + CONTEXT), at }];
}

/** The range that holds an element and nothing else. */
export function rangeAround(element: Element): Range {
  const range = element.ownerDocument.createRange();
  range.selectNode(element);
  return range;
}

function visibleText(element: Element, index: TextIndex): string {
  const span = index.spanOf(rangeAround(element));
  return span ? index.text.slice(...span) : '';
}

function titleOf(image: Element): string | null {
  return image.querySelector(':scope > title')?.textContent || image.getAttribute('title');
}

/** A file's name if it is made of words: other names, and the rest of an address, can hold what gives access. */
function fileName(image: Element): string | null {
  const address = image.getAttribute('src') ?? '';
  if (address.length > LONGEST_ADDRESS) return null;
  return /(?:^|\/)((?:\p{L}+|\d{1,4})(?:[-_](?:\p{L}+|\d{1,4}))*\.\w{3,4})(?:[?#]|$)/u.exec(address)?.[1] ?? null;
}
