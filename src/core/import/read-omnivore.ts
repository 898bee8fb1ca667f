/**
 * Highlights out of the archive that Omnivore gave its readers when it closed: a list of articles in JSON, and a file of
 * Markdown for each that had highlights.
 */
import * as v from 'valibot';
import { collector, type Collector } from './collect.ts';
import type { Parsed } from './imported.ts';
import { instantFrom, nameOf, tagsFrom, targetOf } from './place.ts';

/** By name in the archive. */
export type Archive = ReadonlyMap<string, string>;

const METADATA = /(?:^|\/)metadata_\d+_to_\d+\.json$/;
const HIGHLIGHTS = /(?:^|\/)highlights\/([^/]+)\.md$/;

const article = v.looseObject({
  slug: v.string(),
  title: v.fallback(v.string(), ''),
  url: v.fallback(v.string(), ''),
  author: v.fallback(v.nullable(v.string()), null),
  labels: v.fallback(v.array(v.unknown()), []),
  savedAt: v.fallback(v.string(), ''),
});
type Article = v.InferOutput<typeof article>;

/** Which of an archive's files are of use; the articles themselves are not. */
export function isOfOmnivore(name: string): boolean {
  return METADATA.test(name) || HIGHLIGHTS.test(name);
}

export function readOmnivore(archive: Archive): Parsed {
  const found = collector();
  const articles = new Map<string, Article>();
  for (const [name, text] of archive) {
    if (!METADATA.test(name)) continue;
    const list = v.safeParse(v.array(v.unknown()), jsonIn(text));
    if (!list.success) found.reject({ file: name }, 'unreadable', text);
    for (const one of list.success ? list.output : []) {
      const parsed = v.safeParse(article, one);
      if (parsed.success) articles.set(parsed.output.slug, parsed.output);
      else found.reject({ file: name }, 'unreadable', one);
    }
  }
  for (const [name, text] of archive) {
    const slug = HIGHLIGHTS.exec(name)?.[1];
    if (slug === undefined) continue;
    const known = articles.get(slug);
    if (known) takeHighlights(text, name, known, found);
    else found.reject({ file: name }, 'no-page', text);
  }
  return { notes: found.notes, rejected: found.rejected };
}

/** A passage is a quote; below it may stand its labels and what was written on it. */
function takeHighlights(
  markdown: string,
  file: string,
  { title, url, author, labels, savedAt }: Article,
  found: Collector,
): void {
  const articleTags = tagsFrom(labels.map((one) => (v.is(v.looseObject({ name: v.string() }), one) ? one.name : one)));
  const created = instantFrom(savedAt);
  const blocks = blocksIn(markdown);
  for (const block of blocks) {
    const lines = block.trim().split('\n');
    const quote = lines
      .filter((line) => line.startsWith('>'))
      .map((line) => line.replace(/^>\s?/, ''))
      .join('\n')
      .trim();
    const rest = lines.filter((line) => !line.startsWith('>'));
    const tags = rest
      .filter(isLabels)
      .flatMap((line) => line.trim().split(/\s+#|^#/))
      .filter((tag) => tag !== '');
    const words = rest
      .filter((line) => !isLabels(line))
      .join('\n')
      .trim();
    if (quote === '' && words === '') {
      if (block.trim() !== '') found.reject({ file }, 'empty', block);
      continue;
    }
    const target = targetOf({ url, title }, quote);
    if (!target) {
      found.reject({ file }, 'no-page', block);
      continue;
    }
    found.take({
      at: { file },
      name: nameOf('omnivore', target.source, quote, words),
      fields: {
        kind: quote === '' ? 'page' : words === '' ? 'highlight' : 'comment',
        text: words,
        tags: tagsFrom([...tags, ...articleTags]),
        target: { ...target, ...(author && { citation: { authors: [author.trim().slice(0, 200)] } }) },
        parent: null,
      },
      origin: { from: 'omnivore', ...(created !== undefined && { created }) },
    });
  }
}

/** Each begins with a quote of one line or several. */
function blocksIn(markdown: string): string[] {
  const blocks: string[][] = [];
  let isInQuote = false;
  for (const line of markdown.split(/\r?\n/)) {
    const isQuote = line.startsWith('>');
    if (blocks.length === 0 || (isQuote && !isInQuote)) blocks.push([]);
    blocks.at(-1)?.push(line);
    isInQuote = isQuote;
  }
  return blocks.map((lines) => lines.join('\n'));
}

function isLabels(line: string): boolean {
  return /^\s*#[^\s#]/.test(line);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
