/**
 * Export as W3C Web Annotation JSON-LD (https://www.w3.org/TR/annotation-model/): one
 * AnnotationCollection with its page embedded. Only keys of the published context and of
 * vocabularies it gives a prefix to are written, so that no reader drops any of them.
 */
import { toBase64 } from '../base64.ts';
import { imageIdsIn } from '../image.ts';
import type { Note } from '../note.ts';
import { isInContext } from '../w3c/in-context.ts';
import { givenBack } from '../w3c/kept.ts';
import type { Properties } from '../w3c/model.ts';
import { wholeAnnotation } from '../w3c/whole-annotation.ts';
import { audience, CONTEXT, person } from '../w3c/write-annotation.ts';
import { textOf, type ExportInput, type Piece } from './export-input.ts';
import { documentsInOrder, notesInOrder } from './in-order.ts';
import { urnOf } from './iri.ts';
import { pageInTerms } from './page-terms.ts';
import { reactionsToExport, termsOf } from './reactions.ts';

/** Of its own, and not in the table of formats: the background writes this one, and cannot load Markdown's parser, which needs a document. */
export const JSONLD_TYPE = 'application/ld+json';

/** The document as text; its order is that of the pages' texts, replies after what they answer. */
export function writeJsonLd(input: ExportInput): string {
  return textOf(jsonLdPieces(input));
}

/** The same in pieces. */
export function* jsonLdPieces(input: ExportInput): Generator<Piece> {
  const notes = inOrder(input.notes);
  const total = notes.reduce((count, note) => count + 1 + reactionsToExport(note).length, 0);
  const frame = JSON.stringify(collection(input, total), null, 2);
  const place = JSON.stringify(ITEMS);
  // The last: a label may say anything, and stands before.
  const at = notes.length > 0 ? frame.lastIndexOf(place) : frame.length;
  yield { text: frame.slice(0, at).replace(/ +$/, ''), notes: 0 };
  let isFirst = true;
  for (const note of notes) {
    const items = [annotation(note, input.images), ...reactionsTo(note)].map((item) =>
      indented(JSON.stringify(item, null, 2)),
    );
    yield { text: (isFirst ? '' : ',\n') + items.join(',\n'), notes: 1 };
    isFirst = false;
  }
  yield { text: `${frame.slice(at + place.length)}\n`, notes: 0 };
}

/** Where the items stand in the frame of the collection. */
const ITEMS = 'items';

/** Lines of an item, as deep as it stands in the page. */
function indented(json: string): string {
  return `      ${json.replaceAll('\n', '\n      ')}`;
}

/** Model §5: a collection needs `first` only when it holds anything, and a page is never empty. */
function collection(input: ExportInput, total: number): Record<string, unknown> {
  const id = urnOf(input.id);
  return {
    '@context': CONTEXT,
    id,
    type: 'AnnotationCollection',
    label: input.title.toWellFormed(),
    generated: input.exportedAt,
    generator: { type: 'Software', name: 'Commonplace' },
    total,
    ...(total > 0 && {
      first: {
        id: `${id}#page`,
        type: 'AnnotationPage',
        partOf: { id, type: 'AnnotationCollection' },
        startIndex: 0,
        items: [ITEMS],
      },
    }),
  };
}

function inOrder(notes: readonly Note[]): Note[] {
  return documentsInOrder(notes).flatMap((document) => Array.from(notesInOrder(document), ({ note }) => note));
}

/** Model §3. Each carries the context, so that it can be taken out of the collection and stands alone. */
export function annotation(note: Note, images?: ExportInput['images']): Record<string, unknown> {
  return wholeAnnotation(note, keptOfNote(note), {
    id: urnOf(note.id),
    created: note.created,
    modified: note.edited ? note.updated : null,
    creator: person(note.author),
    audience: audience(note.group),
    page: pageInTerms(note.target),
    carried: pictures(note, images),
  });
}

/** What a note that came as an annotation said besides, as far as every reader of the file can tell what it means. */
function keptOfNote(note: Note): Properties {
  if (!note.w3c) return {};
  return Object.fromEntries(
    Object.entries(givenBack(note, note.w3c)).filter(([key, value]) => isInContext(key, value)),
  );
}

/** Each an annotation of the note, after it. */
function reactionsTo(note: Note): Record<string, unknown>[] {
  return reactionsToExport(note).map(({ id, type, author, created }) => {
    const { motivation, body } = termsOf(type);
    return {
      '@context': CONTEXT,
      id: urnOf(id),
      type: 'Annotation',
      motivation,
      created,
      creator: person(author),
      audience: audience(note.group),
      body,
      target: urnOf(note.id),
      'as:context': pageInTerms(note.target),
    };
  });
}

/**
 * Each a body that carries its bytes. In the words it is named `image:` and the first half of the SHA-256 of these bytes
 * in base64url, so that a reader finds which is which.
 */
function pictures({ text }: Note, images: ExportInput['images']): Record<string, unknown>[] {
  return imageIdsIn(text).flatMap((id) => {
    const image = images?.get(id);
    if (!image) return [];
    return [{ id: `data:${image.type};base64,${toBase64(image.bytes)}`, type: 'Image', format: image.type }];
  });
}
