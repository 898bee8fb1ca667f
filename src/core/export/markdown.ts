/**
 * Export as Markdown to keep and read anywhere: a section a document, passages in page order,
 * each thread as nested list items. Every note's words stand in a quote of their own, so that
 * nothing written in one note (an open code fence, a list, a heading) can reach the next.
 */
import { groupByDocument, type DocumentNotes } from '../documents.ts';
import type { Note } from '../note.ts';
import { groupByPassage, type PassageNotes } from '../passages.ts';
import { walkThread } from '../thread.ts';
import type { ExportInput } from './export-input.ts';
import { iriOf } from './iri.ts';
import { mentionsAsMarkdown } from '../mentions.ts';
import { plainText } from '../plain-text.ts';
import { containedMarkdown, yamlText } from './markdown-text.ts';

/** Replies deeper than this stand beside each other: readers of Markdown give up on deep lists. */
const MAX_DEPTH = 6;

export function writeMarkdown(input: ExportInput): string {
  const documents = groupByDocument(input.notes);
  const sections = documents.map((document) => section(document, documents.length === 1 ? '#' : '##'));
  const title = documents.length === 1 ? [] : [`# ${plainText(input.title)}`];
  return `${[frontMatter(input, documents), ...title, ...sections].join('\n\n')}\n`;
}

function frontMatter(input: ExportInput, documents: readonly DocumentNotes[]): string {
  const addresses = documents.map(({ source }) => yamlText(iriOf(source)));
  const source = addresses.length === 1 ? `source: ${addresses[0]}` : `sources: [${addresses.join(', ')}]`;
  const title = yamlText(input.title);
  const lines = [`title: ${title}`, source, `exported: ${input.exportedAt}`, `notes: ${input.notes.length}`];
  return ['---', ...lines, '---'].join('\n');
}

function section(document: DocumentNotes, heading: string): string {
  const parts = groupByPassage(document.notes).map(passage);
  const address = document.title === document.source ? [] : [link(document.source)];
  return [`${heading} ${plainText(document.title)}`, ...address, ...parts].join('\n\n');
}

/** Only addresses that can be followed become links; `file:` and the rest are told as text. */
function link(source: string): string {
  return /^https?:/.test(source) ? `<${iriOf(source)}>` : plainText(source);
}

function passage({ quote, threads }: PassageNotes): string {
  const items = threads.flatMap((thread) => [...walkThread(thread)]).map(({ note, depth }) => item(note, depth));
  const words = quote === '' ? [] : [`> ${plainText(quote)}`];
  return [...words, ...items].join('\n\n');
}

function item(note: Note, depth: number): string {
  const text = containedMarkdown(mentionsAsMarkdown(note.text));
  const lines = [`- ${byline(note)}`];
  if (text !== '') lines.push('', ...text.split('\n').map((line) => (line === '' ? '  >' : `  > ${line}`)));
  const indent = '  '.repeat(Math.min(depth, MAX_DEPTH));
  return lines.map((line) => (line === '' ? '' : indent + line)).join('\n');
}

function byline(note: Note): string {
  const author = plainText(note.author.name);
  const parts = [
    ...(author === '' ? [] : [`**${author}**`]),
    `${note.created.slice(0, 16).replace('T', ' ')} UTC`,
    ...(note.kind === 'question' || note.kind === 'highlight' ? [note.kind] : []),
    ...((note.answers ?? 0) > 0 ? ['answered'] : []),
    ...(note.reactions?.isAnswer ? ['answered the question'] : []),
    ...(note.reactions?.resolved ? ['resolved'] : []),
    ...(note.color ? [plainText(note.color.means ?? note.color.name)] : []),
    plainText(note.group.name),
    ...note.tags.map((tag) => `\\#${plainText(tag)}`),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
