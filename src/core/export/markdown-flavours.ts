/**
 * How the tools that keep notes as Markdown differ: in what stands at a file's head, in tags, in quotes, and in whether all
 * of a page is one outline. What they have in common is markdown.ts.
 */
import { citedDocument } from '../citation.ts';
import type { DocumentNotes } from '../documents.ts';
import type { Note } from '../note.ts';
import { plainText } from '../plain-text.ts';
import type { ExportInput } from './export-input.ts';
import { iriOf } from './iri.ts';
import { yamlText } from './markdown-text.ts';
import { tagsOf } from './tags-of.ts';

export type Flavour = {
  /** Where its files stand in a zip, such as `pages/`; the root for nothing. Pictures stand in `assets/` beside it. */
  folder: string;
  /** What the file begins with, before its title. */
  head: (document: DocumentNotes, input: ExportInput) => string;
  /** All of it hangs below list items: passages are items, and notes are their children. */
  isOutline: boolean;
  quote: (words: string) => string;
  tag: (tag: string) => string;
  /** Stands behind a note's facts, so that it can be linked to. */
  anchor: (note: Note) => string;
};

export const PLAIN: Flavour = {
  folder: '',
  head: (document, input) => yaml([...facts(document, input), ...citation(document)]),
  isOutline: false,
  quote: (words) => `> ${words}`,
  tag: (tag) => `\\#${plainText(tag)}`,
  anchor: () => '',
};

/** https://help.obsidian.md/properties, callouts and block identifiers of the same. */
export const OBSIDIAN: Flavour = {
  folder: '',
  head: (document, input) => {
    const tags = [...new Set(tagsOf(document).map(wordOf))].filter((tag) => tag !== '');
    const aliases = [`aliases: [${yamlText(document.title)}]`, `tags: [${tags.map(yamlText).join(', ')}]`];
    return yaml([...facts(document, input), ...citation(document), ...aliases]);
  },
  isOutline: false,
  quote: (words) => `> [!quote]\n> ${words}`,
  tag: (tag) => (wordOf(tag) === '' ? '' : `#${wordOf(tag)}`),
  anchor: ({ id }) => ` ^${id.replaceAll('_', '-')}`,
};

/**
 * Page properties, and everything a block: https://docs.logseq.com/#/page/markdown. The folders are those of a graph, where
 * every version of it finds `../assets/`.
 */
export const LOGSEQ: Flavour = {
  folder: 'pages/',
  head: (document, input) => {
    const { authors = [] } = citedDocument(document);
    const lines = [
      `title:: ${plainText(document.title)}`,
      `url:: ${iriOf(document.source)}`,
      ...(authors.length > 0 ? [`author:: ${authors.map(plainText).join(', ')}`] : []),
      `exported:: ${input.exportedAt}`,
    ];
    return lines.join('\n');
  },
  isOutline: true,
  quote: (words) => `> ${words}`,
  tag: (tag) =>
    `#[[${tag
      .toWellFormed()
      .replace(/[[\]#\s\p{Cc}]+/gu, ' ')
      .trim()}]]`,
  anchor: () => '',
};

function facts({ title, source, notes }: DocumentNotes, { exportedAt }: ExportInput): string[] {
  return [
    `title: ${yamlText(title)}`,
    `source: ${yamlText(iriOf(source))}`,
    `exported: ${exportedAt}`,
    `notes: ${notes.length}`,
  ];
}

function citation(document: DocumentNotes): string[] {
  const { authors, issued, container, doi } = citedDocument(document);
  return [
    ...(authors ? [`authors: [${authors.map(yamlText).join(', ')}]`] : []),
    ...(issued === undefined ? [] : [`published: ${yamlText(issued)}`]),
    ...(container === undefined ? [] : [`in: ${yamlText(container)}`]),
    ...(doi === null ? [] : [`doi: ${yamlText(doi)}`]),
  ];
}

function yaml(lines: readonly string[]): string {
  return ['---', ...lines, '---'].join('\n');
}

/** As Obsidian takes tags: letters, numbers, `_` and `-`, and not numbers alone. */
function wordOf(tag: string): string {
  const word = tag
    .toWellFormed()
    .replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return /^\d+$/.test(word) ? `${word}-` : word;
}
