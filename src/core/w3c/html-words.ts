/**
 * The words of a short text in HTML, for a note that says them in Markdown. Not for showing: what comes out is text, in which
 * a tag that was escaped is words like any other. It comes from anybody, to the endpoint too: no part of it is looked at twice.
 */
import { replaceTags } from '../html-tags.ts';
import { saidHtml } from './said-html.ts';

/** Behind these, and at a break, a line ends. */
const LINES: ReadonlySet<string> = new Set('p div li h1 h2 h3 h4 h5 h6 blockquote pre tr'.split(' '));
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

export function wordsOfHtml(html: string): string {
  const said = saidHtml(html).replace(/\s+/g, ' ');
  return replaceTags(said, ({ name, isEnd }) => ((isEnd ? LINES.has(name) : name === 'br') ? '\n' : ''))
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi, characterOf)
    .split('\n')
    .map(withoutSpaces)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** At both ends; a pattern would look at many spaces within again and again. */
function withoutSpaces(line: string): string {
  let [from, to] = [0, line.length];
  while (line[from] === ' ') from++;
  while (to > from && line[to - 1] === ' ') to--;
  return line.slice(from, to);
}

function characterOf(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code).toWellFormed() : whole;
}
