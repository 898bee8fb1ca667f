/**
 * Markdown to a small plain tree of our own: the only way a note's words become structure.
 * It has no HTML, no images but our own (image.ts) and only harmless links, and it is bounded in time and depth, so that
 * no peer's text can harm the screen that shows it, nor have it ask anybody for anything.
 */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { mathFromMarkdown } from 'mdast-util-math';
import { math } from 'micromark-extension-math';
import { excerpt, plainExcerpt, startOf } from './excerpt.ts';
import type { Nodes, PhrasingContent, Root, RootContent } from 'mdast';
import type { Id } from './id.ts';
import { asWords, imageAt, type ShownImage } from './image.ts';
import { mentionedBy } from './mentions.ts';
import { isPlainText } from './plain-text.ts';
import { MAX_TEXT } from './record.ts';

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'emphasis' | 'strong'; children: Inline[] }
  | { type: 'code'; text: string }
  /** LaTeX. */
  | { type: 'math'; tex: string }
  | { type: 'link'; url: string; children: Inline[] }
  /** Of a member of the note's group; `text` is the name that was written, for whoever does not know them. */
  | { type: 'mention'; member: Id; text: string }
  /** A picture of the note's group. */
  | ({ type: 'image' } & ShownImage)
  | { type: 'break' };

export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'heading'; depth: number; children: Inline[] }
  | { type: 'quote'; children: Block[] }
  | { type: 'list'; start: number | null; items: Block[][] }
  | { type: 'code'; text: string }
  /** LaTeX, on lines of its own. */
  | { type: 'math'; tex: string }
  | { type: 'rule' }
  /** Text too tangled to read as Markdown, shown as it was typed. */
  | { type: 'plain'; text: string };

/** Deeper structure than this is read as its words alone. */
const MAX_DEPTH = 12;
/**
 * CommonMark parsers need quadratic time for some inputs (measured: 50,000 `>` 13 s, `1. ` 32 s).
 * Within these limits the worst case found takes some 50 ms; no note a person wrote reaches them.
 */
const MAX_MARKS = 1500;
const MAX_LINES = 2000;
const MARK = /[[\]*_`<!&$]/g;
const NESTED_TOO_DEEP = /^(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)])){13}|^[ \t]{40}/m;

/** The blocks of a note's text. Always answers, whatever the text is. */
export function parseMarkdown(markdown: string): Block[] {
  const text = markdown.slice(0, MAX_TEXT);
  if (text.trim() === '') return [];
  if (isPlainText(text)) return [{ type: 'paragraph', children: findAddresses(text) }];
  if (isTangled(text)) return [{ type: 'plain', text }];
  return blocks(read(text).children, { text, definitions: new Map(), depth: 0 });
}

/** Where in the text plain words stand, in order: not code, links, formulas or HTML. None in a tangled one. */
export function plainRanges(markdown: string): { from: number; to: number }[] {
  if (markdown.length > MAX_TEXT || isTangled(markdown)) return [];
  const found: { from: number; to: number }[] = [];
  const waiting: Nodes[] = [read(markdown)];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === 'text' && node.position)
      found.push({ from: node.position.start.offset ?? 0, to: node.position.end.offset ?? 0 });
    else if ('children' in node && node.type !== 'link' && node.type !== 'linkReference')
      waiting.push(...node.children.toReversed());
  }
  return found;
}

function read(text: string): Root {
  return fromMarkdown(text, { extensions: [math()], mdastExtensions: [mathFromMarkdown()] });
}

/** The words of a note on one line, for lists and announcements; cut at `length` characters. */
export function markdownExcerpt(markdown: string, length: number): string {
  return (
    plainExcerpt(markdown, length) ??
    excerpt(parseMarkdown(startOf(markdown, length)).map(wordsOfBlock).join(' '), length)
  );
}

/** Whether a text is too tangled to be read as Markdown, and is shown as it was typed. */
export function isTangled(text: string): boolean {
  if (NESTED_TOO_DEEP.test(text)) return true;
  if ((text.match(MARK)?.length ?? 0) > MAX_MARKS) return true;
  return text.split('\n', MAX_LINES + 1).length > MAX_LINES;
}

type Context = { text: string; definitions: Map<string, string>; depth: number };

function blocks(nodes: readonly RootContent[], context: Context): Block[] {
  for (const node of nodes) {
    if (node.type === 'definition') context.definitions.set(node.identifier, node.url);
  }
  const deeper = { ...context, depth: context.depth + 1 };
  return nodes.flatMap((node) => block(node, deeper));
}

function block(node: RootContent, context: Context): Block[] {
  if (context.depth > MAX_DEPTH)
    return [{ type: 'paragraph', children: [{ type: 'text', text: source(node, context) }] }];
  switch (node.type) {
    case 'paragraph':
      return [{ type: 'paragraph', children: inlines(node.children, context) }];
    case 'heading':
      return [{ type: 'heading', depth: node.depth, children: inlines(node.children, context) }];
    case 'blockquote':
      return [{ type: 'quote', children: blocks(node.children, context) }];
    case 'list': {
      const items = node.children.map((item) => blocks(item.children, context));
      return [{ type: 'list', start: node.ordered ? (node.start ?? 1) : null, items }];
    }
    case 'code':
      return [{ type: 'code', text: node.value }];
    case 'math':
      return [{ type: 'math', tex: node.value }];
    case 'thematicBreak':
      return [{ type: 'rule' }];
    case 'definition':
      return [];
    case 'html':
    case 'text':
    case 'break':
    case 'delete':
    case 'emphasis':
    case 'strong':
    case 'inlineCode':
    case 'inlineMath':
    case 'link':
    case 'linkReference':
    case 'image':
    case 'imageReference':
    case 'listItem':
    case 'footnoteDefinition':
    case 'footnoteReference':
    case 'table':
    case 'tableRow':
    case 'tableCell':
    case 'yaml':
      // Raw HTML is shown as the text that it is; of the rest, CommonMark has nothing.
      return [{ type: 'paragraph', children: [{ type: 'text', text: source(node, context) }] }];
  }
}

function inlines(nodes: readonly PhrasingContent[], context: Context): Inline[] {
  const deeper = { ...context, depth: context.depth + 1 };
  return nodes.flatMap((node) => inline(node, deeper));
}

function inline(node: PhrasingContent, context: Context): Inline[] {
  if (context.depth > MAX_DEPTH) return [{ type: 'text', text: source(node, context) }];
  switch (node.type) {
    case 'text':
      return findAddresses(node.value);
    case 'emphasis':
    case 'strong':
      return [{ type: node.type, children: inlines(node.children, context) }];
    case 'inlineCode':
      return [{ type: 'code', text: node.value }];
    case 'inlineMath':
      return inlineMath(node, context);
    case 'break':
      return [{ type: 'break' }];
    case 'link': {
      const member = mentionedBy(node.url);
      const children = inlines(node.children, context);
      return member === null
        ? link(node.url, children)
        : [{ type: 'mention', member, text: children.map(wordsOfInline).join('') }];
    }
    case 'linkReference':
      return link(context.definitions.get(node.identifier), inlines(node.children, context));
    case 'image':
      return image(node.url, node.alt);
    case 'imageReference':
      return image(context.definitions.get(node.identifier), node.alt || node.identifier);
    case 'html':
    case 'delete':
    case 'footnoteReference':
      return [{ type: 'text', text: source(node, context) }];
  }
}

/**
 * Dollars are money more often than mathematics: as in Pandoc, a single one opens only before a sign and closes only
 * after one, and not before a digit.
 */
function inlineMath(node: PhrasingContent & { value: string }, context: Context): Inline[] {
  const written = source(node, context);
  const isMoney =
    !written.startsWith('$$') &&
    (/^\$\s|\s\$$/.test(written) || /\d/.test(context.text.charAt(node.position?.end.offset ?? 0)));
  return isMoney ? findAddresses(written) : [{ type: 'math', tex: node.value }];
}

/** One of our own; of any other, a link: whoever is asked for it would know who reads, and when. */
function image(url: string | undefined, words: string | null | undefined): Inline[] {
  const id = url === undefined ? null : imageAt(url);
  const alt = words ?? '';
  return id === null ? link(url, [{ type: 'text', text: alt || (url ?? '') }]) : [{ type: 'image', id, alt }];
}

/** A link, or only its words if its address is not one we follow. Links do not nest, nor hold pictures, which are pressed themselves. */
function link(url: string | undefined, children: Inline[]): Inline[] {
  const words = children.flatMap(insideLink);
  const safe = url === undefined ? null : safeUrl(url);
  return safe === null ? words : [{ type: 'link', url: safe, children: words }];
}

function insideLink(child: Inline): Inline[] {
  if (child.type === 'link') return child.children;
  if (child.type === 'image') return [{ type: 'text', text: wordsOfInline(child) }];
  return 'children' in child ? [{ ...child, children: child.children.flatMap(insideLink) }] : [child];
}

function safeUrl(url: string): string | null {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  return ['http:', 'https:', 'mailto:'].includes(parsed.protocol) ? parsed.href : null;
}

/** Addresses that were pasted bare become links; closing punctuation stays outside. */
function findAddresses(text: string): Inline[] {
  const found: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(/\bhttps?:\/\/[^\s<>"]+/g)) {
    const address = match[0].replace(/[.,;:!?'”’»)\]]+$/, '');
    const url = safeUrl(address);
    if (url === null) continue;
    if (match.index > from) found.push({ type: 'text', text: text.slice(from, match.index) });
    found.push({ type: 'link', url, children: [{ type: 'text', text: address }] });
    from = match.index + address.length;
  }
  if (from < text.length) found.push({ type: 'text', text: text.slice(from) });
  return found;
}

function source(node: RootContent | PhrasingContent, context: Context): string {
  return context.text.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}

function wordsOfBlock(block: Block): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return block.children.map(wordsOfInline).join('');
    case 'quote':
      return block.children.map(wordsOfBlock).join(' ');
    case 'list':
      return block.items.map((item) => item.map(wordsOfBlock).join(' ')).join(' ');
    case 'code':
    case 'plain':
      return block.text;
    case 'math':
      return block.tex;
    case 'rule':
      return '';
  }
}

function wordsOfInline(inline: Inline): string {
  switch (inline.type) {
    case 'text':
    case 'code':
    case 'mention':
      return inline.text;
    case 'math':
      return inline.tex;
    case 'emphasis':
    case 'strong':
    case 'link':
      return inline.children.map(wordsOfInline).join('');
    case 'image':
      return asWords(inline.alt);
    case 'break':
      return ' ';
  }
}
