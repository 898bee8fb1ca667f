/** How far the fetching of a group's long history has come, in words: the same in popup, margin and library. */
import { number } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';

/** In changes of the groups' histories, not in notes: one that was edited counts once more. */
export type ReadingFacts = { done: number; of: number };

export function readingText({ done, of }: ReadingFacts): string {
  return t('syncReading', number(done), number(of));
}
