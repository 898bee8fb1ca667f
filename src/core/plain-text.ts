/** Words as Markdown that means nothing but them: names and quotes on their way into a text of somebody else's. */

/** On one line. */
export function plainText(text: string): string {
  if (isPlainText(text)) return text;
  const line = text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const inline = line.replace(/[\\`*_[\]<>~|$]/g, '\\$&').replace(/&(?=[#A-Za-z])/g, '\\&');
  // What only at the start of a line would begin a heading, a list or a rule.
  return inline.replace(/^[#+=-]/, '\\$&').replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

/**
 * Whether a text is its own Markdown for sure: one line of words, single spaces, and signs that mean nothing behind a letter.
 * Most notes and names are, and to look takes a hundredth of what reading them as Markdown does.
 */
export function isPlainText(text: string): boolean {
  return PLAIN.test(text);
}

const PLAIN = /^\p{L}(?: ?[\p{L}\p{M}\p{N}.,;:?'"()/%@=+{}’“”–—-])*$/u;

/** What was written so, as it was before. */
export function unescaped(markdown: string): string {
  return markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
