/** The words a group has for things: its tags, the most used first, and which of them begin as what is typed. Pure. */
import { fold } from './note-words.ts';

/** How many tags of a group are offered at most: more than anybody looks through. */
export const MAX_VOCABULARY = 500;

type Counted = { uses: number; forms: Map<string, number> };

/**
 * Counts tags note by note. Those that differ by case and accents alone are one, in the form that is used most.
 */
export class TagCount {
  readonly #counted = new Map<string, Counted>();

  add(tags: readonly string[]): void {
    for (const tag of tags) {
      const key = fold(tag);
      const known = this.#counted.get(key) ?? { uses: 0, forms: new Map<string, number>() };
      known.uses++;
      known.forms.set(tag, (known.forms.get(tag) ?? 0) + 1);
      this.#counted.set(key, known);
    }
  }

  /** The most used first; of equally used ones in the order of the alphabet. */
  mostUsed(): string[] {
    const sorted = [...this.#counted.values()].map(({ uses, forms }) => ({ uses, tag: mostOf(forms) }));
    sorted.sort((a, b) => b.uses - a.uses || a.tag.localeCompare(b.tag));
    return sorted.slice(0, MAX_VOCABULARY).map(({ tag }) => tag);
  }
}

/**
 * Those that begin as what was typed, then those in which a later word does; each in the order given. Without anything
 * typed, all.
 * @param wordsOf what of each is looked at
 */
export function beginningWith<T>(all: readonly T[], typed: string, wordsOf: (one: T) => string): T[] {
  const wanted = fold(typed.trim());
  const first: T[] = [];
  const later: T[] = [];
  for (const one of all) {
    const words = fold(wordsOf(one));
    if (words.startsWith(wanted)) first.push(one);
    else if (words.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted))) later.push(one);
  }
  return [...first, ...later];
}

function mostOf(forms: ReadonlyMap<string, number>): string {
  let found = '';
  for (const [form, uses] of forms) if (uses > (forms.get(found) ?? 0)) found = form;
  return found;
}
