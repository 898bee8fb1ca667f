/** Tags as they are typed, several in one line: what they are, and which of them is being typed. Pure. */

const BETWEEN = /[,،、;\n]/;
const MAX_TAG = 64;
/** Of one record. */
export const MAX_TAGS = 30;

/** The tags in what was typed: without repetitions, within what a record may hold. */
export function tagsOf(typed: string): string[] {
  const tags = typed.split(BETWEEN).map((tag) => tag.trim().replace(/^#/, '').slice(0, MAX_TAG).trim());
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, MAX_TAGS);
}

/**
 * What becomes of tags that were changed in two places at once: what either gave is there, and what either took off is not. Of more
 * than a record may hold, those that are added last are left out.
 * @param saw those that one changed to `mine`; `theirs` are what they are by now
 */
export function mergeTags(saw: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  if (JSON.stringify(saw) === JSON.stringify(theirs)) return [...mine];
  const left = theirs.filter((tag) => mine.includes(tag) || !saw.includes(tag));
  const added = mine.filter((tag) => !saw.includes(tag));
  return [...new Set([...left, ...added])].slice(0, Math.max(MAX_TAGS, left.length));
}

/** A part of what was typed, between two separators. */
export type TagPlace = { from: number; to: number; words: string };

/** The tag that the caret stands in or beside. */
export function tagAt(typed: string, caret: number): TagPlace {
  let from = caret;
  while (from > 0 && !BETWEEN.test(typed.charAt(from - 1))) from--;
  let to = caret;
  while (to < typed.length && !BETWEEN.test(typed.charAt(to))) to++;
  return { from, to, words: typed.slice(from, to).trim().replace(/^#/, '') };
}

/** With this tag at that place, and the caret where the next one is typed. */
export function withTag(typed: string, { from, to }: TagPlace, tag: string): { typed: string; caret: number } {
  const before = typed.slice(0, from) + (from > 0 ? ' ' : '') + tag;
  const after = typed.slice(to);
  return after === ''
    ? { typed: `${before}, `, caret: before.length + 2 }
    : { typed: before + after, caret: before.length };
}
