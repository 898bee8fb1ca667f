/** What an author says in a note, to tell whether they have changed it: names of its document come and go by themselves. */
import type { AnnotationFields } from './record.ts';

/** The same for two notes that say the same of the same passage. */
export function saidBy({ kind, text, tags, color, target: { source, selectors } }: AnnotationFields): string {
  return JSON.stringify([kind, text, tags, color ?? '', source, selectors]);
}
