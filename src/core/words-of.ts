/** A note's text as people read it where there are only letters: what names members and pictures by our ids, in words. */
import { imagesAsWords } from './image.ts';
import { mentionsAsWords } from './mentions.ts';

export function wordsOf(text: string): string {
  return imagesAsWords(mentionsAsWords(text));
}
