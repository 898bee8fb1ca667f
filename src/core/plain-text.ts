/** Words as Markdown that means nothing but them: names and quotes on their way into a text of somebody else's. */

/** On one line. */
export function plainText(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const inline = line.replace(/[\\`*_[\]<>~|$]/g, '\\$&').replace(/&(?=[#A-Za-z])/g, '\\&');
  // What only at the start of a line would begin a heading, a list or a rule.
  return inline.replace(/^[#+=-]/, '\\$&').replace(/^(\d{1,9})([.)])/, '$1\\$2');
}

/** What was written so, as it was before. */
export function unescaped(markdown: string): string {
  return markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}
