/**
 * The first words of a note whose text is prose without a mark, as most are: apart from markdown.ts, whose parser is large,
 * so that a screen with a list of them can be there before it.
 */

/** The words on one line, cut at `length` characters; null where only a Markdown parser can tell what they are. */
export function plainExcerpt(markdown: string, length: number): string | null {
  const start = startOf(markdown, length);
  return PLAIN.test(start) ? excerpt(start, length) : null;
}

/** As much of a text as its excerpt can come from: marks take room too. */
export function startOf(markdown: string, length: number): string {
  return markdown.slice(0, length * 4);
}

/** Words on one line, cut at `length` characters, with an ellipsis where there were more. */
export function excerpt(text: string, length: number): string {
  const words = text.replace(/\s+/g, ' ').trim();
  // A character is a unit or more.
  if (words.length <= length) return words;
  segmenter ??= new Intl.Segmenter();
  const ends: number[] = [];
  for (const { index, segment } of segmenter.segment(words)) {
    ends.push(index + segment.length);
    if (ends.length > length) return `${words.slice(0, ends[length - 2] ?? 0).trimEnd()}…`;
  }
  return words;
}

/** One line of prose in which nothing can be a mark: most notes, and a list of them is parsed in no time. */
const PLAIN = /^[^\s\d\0\\`*_[\]<>#+=!$~&|:@-][^\n\r\t\0\\`*_[\]<>$~&:@]*$/u;

/** Made once, since that is dear. */
let segmenter: Intl.Segmenter | undefined;
