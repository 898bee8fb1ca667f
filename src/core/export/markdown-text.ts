/**
 * Text on its way into a Markdown file: values of its head, and notes as the Markdown their authors wrote,
 * with nothing that a reader of the file would take for more.
 */
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Nodes } from 'mdast';
import { isTangled } from '../markdown.ts';
import { isPlainText } from '../plain-text.ts';
import { MAX_TEXT } from '../record.ts';

/** A double-quoted YAML scalar: JSON's escapes are YAML's, save for what YAML does not print. */
export function yamlText(text: string): string {
  const hidden = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text.toWellFormed()).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, hidden);
}

/**
 * A note's Markdown as it was written, but with raw HTML as the text that we show for it (an
 * unclosed `<!--` would hide the rest of the file), and without link definitions, which would
 * turn words of other notes into links. Text too tangled to read is kept as a block of code.
 */
export function containedMarkdown(markdown: string): string {
  if (isPlainText(markdown)) return markdown;
  let text = markdown
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/^\n+|\s+$/g, '');
  if (isTangled(text.slice(0, MAX_TEXT))) return fenced(text);
  // What was harmless inside a code block may have left it when marks before it were escaped.
  for (let round = 0; round < 4; round++) {
    const places = escapesFor(text);
    if (places.length === 0) return text;
    for (const place of places.toSorted((a, b) => b - a)) text = `${text.slice(0, place)}\\${text.slice(place)}`;
  }
  return fenced(markdown.toWellFormed().replace(/\r\n?/g, '\n'));
}

/** Offsets before which a backslash takes away the meaning of HTML and of link definitions. */
function escapesFor(text: string): number[] {
  if (!text.includes('<') && !text.includes(']:')) return [];
  const places: number[] = [];
  const waiting: Nodes[] = [fromMarkdown(text)];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if ('children' in node) waiting.push(...node.children);
    const start = node.position?.start.offset ?? 0;
    if (node.type === 'definition') places.push(start);
    if (node.type !== 'html') continue;
    const end = node.position?.end.offset ?? start;
    for (let at = text.indexOf('<', start); at >= 0 && at < end; at = text.indexOf('<', at + 1)) places.push(at);
  }
  return places;
}

/** The text as code, in a fence longer than any in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
