/**
 * Export as Markdown to keep and read anywhere: a file a document, passages in page order, each thread as nested list
 * items. Every note's words stand in a quote of their own, so that nothing written in one note (an open code fence, a list,
 * a heading) can reach the next.
 */
import type { DocumentNotes } from '../documents.ts';
import { imageFileName, type ImageId, imagesAsMarkdown, imagesShownIn } from '../image.ts';
import { mentionsAsMarkdown } from '../mentions.ts';
import type { Note } from '../note.ts';
import { groupByPassage, type PassageNotes } from '../passages.ts';
import { plainText } from '../plain-text.ts';
import { walkThread } from '../thread.ts';
import type { AttachedFile, ExportFile, ExportInput, Piece } from './export-input.ts';
import { documentsInOrder } from './in-order.ts';
import { iriOf } from './iri.ts';
import type { Flavour } from './markdown-flavours.ts';
import { containedMarkdown } from './markdown-text.ts';

/** Replies deeper than this stand beside each other: readers of Markdown give up on deep lists. */
const MAX_DEPTH = 6;

export function markdownFiles(flavour: Flavour): (input: ExportInput) => ExportFile[] {
  return (input) =>
    documentsInOrder(input.notes).map((document) => ({
      name: document.title,
      pieces: pieces(document, input, flavour),
    }));
}

/** The pictures that the files show, once each. */
export function markdownPictures({ notes, images }: ExportInput): AttachedFile[] {
  if (!images || images.size === 0) return [];
  const shown = new Set(notes.flatMap(({ text }) => imagesShownIn(text).map(({ id }) => id)));
  return [...shown].flatMap((id) => {
    const image = images.get(id);
    return image ? [{ path: `${PICTURES}${imageFileName(id, image.type)}`, bytes: image.bytes }] : [];
  });
}

/** The name that Logseq gives it; Obsidian and other readers take any. */
const PICTURES = 'assets/';

/** From the file to the picture, as every reader of Markdown follows it. */
function pictureAddress(id: ImageId, { images }: ExportInput, { folder }: Flavour): string | null {
  const image = images?.get(id);
  return image ? `${folder === '' ? '' : '../'}${PICTURES}${imageFileName(id, image.type)}` : null;
}

function* pieces(document: DocumentNotes, input: ExportInput, flavour: Flavour): Generator<Piece> {
  const address = document.title === document.source ? [] : [link(document.source)];
  const title = flavour.isOutline ? [] : [`# ${plainText(document.title)}`, ...address];
  yield { text: `${[flavour.head(document, input), ...title].join('\n\n')}\n`, notes: 0 };
  for (const passage of groupByPassage(document.notes)) {
    const notes = passage.threads.reduce((count, thread) => count + Array.from(walkThread(thread)).length, 0);
    yield { text: `\n${passageText(passage, input, flavour)}\n`, notes };
  }
}

/** Only addresses that can be followed become links; `file:` and the rest are told as text. */
function link(source: string): string {
  return /^https?:/.test(source) ? `<${iriOf(source)}>` : plainText(source);
}

function passageText({ quote, threads }: PassageNotes, input: ExportInput, flavour: Flavour): string {
  const words = quote === '' ? '' : flavour.quote(plainText(quote));
  const isBelow = flavour.isOutline && words !== '';
  const items = threads
    .flatMap((thread) => [...walkThread(thread)])
    .map(({ note, depth }) => item(note, isBelow ? depth + 1 : depth, input, flavour));
  const head = words === '' ? [] : [isBelow ? `- ${words}` : words];
  // Blank lines would end a block of an outline.
  return [...head, ...items].join(flavour.isOutline ? '\n' : '\n\n');
}

function item(note: Note, depth: number, input: ExportInput, flavour: Flavour): string {
  const text = containedMarkdown(
    imagesAsMarkdown(mentionsAsMarkdown(note.text), (id) => pictureAddress(id, input, flavour)),
  );
  const lines = [`- ${byline(note, input, flavour)}${flavour.anchor(note)}`];
  const gap = flavour.isOutline ? [] : [''];
  if (text !== '') lines.push(...gap, ...text.split('\n').map((line) => (line === '' ? '  >' : `  > ${line}`)));
  const indent = '  '.repeat(Math.min(depth, MAX_DEPTH));
  return lines.map((line) => (line === '' ? '' : indent + line)).join('\n');
}

function byline(note: Note, { lost }: ExportInput, { tag }: Flavour): string {
  const author = plainText(note.author.name);
  const parts = [
    ...(author === '' ? [] : [`**${author}**`]),
    `${note.created.slice(0, 16).replace('T', ' ')} UTC`,
    ...(note.kind === 'question' || note.kind === 'highlight' ? [note.kind] : []),
    ...((note.answers ?? 0) > 0 ? ['answered'] : []),
    ...(note.reactions?.isAnswer ? ['answered the question'] : []),
    ...(note.reactions?.resolved ? ['resolved'] : []),
    ...(note.color ? [plainText(note.color.means ?? note.color.name)] : []),
    ...(lost?.has(note.id) ? ['passage lost'] : []),
    plainText(note.group.name),
    ...note.tags.map(tag),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
