/**
 * Export as W3C Web Annotation JSON-LD (https://www.w3.org/TR/annotation-model/): one
 * AnnotationCollection with its page embedded. Only keys of the published context and of
 * vocabularies it gives a prefix to are written, so that no reader drops any of them.
 */
import type { Note } from '../note.ts';
import { groupByDocument } from '../documents.ts';
import { groupByPassage } from '../passages.ts';
import { walkThread } from '../thread.ts';
import { audience, CONTEXT, describeNote, pageOf, person } from '../w3c/write-annotation.ts';
import type { ExportInput } from './export-input.ts';
import { urnOf } from './iri.ts';
import { reactionsToExport, termsOf } from './reactions.ts';

/** The document as text; its order is that of the pages' texts, replies after what they answer. */
export function writeJsonLd(input: ExportInput): string {
  return `${JSON.stringify(collection(input), null, 2)}\n`;
}

/** Model §5: a collection needs `first` only when it holds anything, and a page is never empty. */
function collection(input: ExportInput): Record<string, unknown> {
  const id = urnOf(input.id);
  const items = inOrder(input.notes).flatMap((note) => [annotation(note), ...reactionsTo(note)]);
  return {
    '@context': CONTEXT,
    id,
    type: 'AnnotationCollection',
    label: input.title.toWellFormed(),
    generated: input.exportedAt,
    generator: { type: 'Software', name: 'Commonplace' },
    total: items.length,
    ...(items.length > 0 && {
      first: {
        id: `${id}#page`,
        type: 'AnnotationPage',
        partOf: { id, type: 'AnnotationCollection' },
        startIndex: 0,
        items,
      },
    }),
  };
}

function inOrder(notes: readonly Note[]): Note[] {
  return groupByDocument(notes)
    .flatMap((document) => groupByPassage(document.notes))
    .flatMap(({ threads }) => threads)
    .flatMap((thread) => [...walkThread(thread)].map(({ note }) => note));
}

/** Model §3. Each carries the context, so that it can be taken out of the collection and stands alone. */
export function annotation(note: Note): Record<string, unknown> {
  const { motivation, ...said } = describeNote(note);
  return {
    '@context': CONTEXT,
    id: urnOf(note.id),
    type: 'Annotation',
    motivation,
    created: note.created,
    ...(note.edited && { modified: note.updated }),
    creator: person(note.author),
    audience: audience(note.group),
    ...said,
  };
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
      'as:context': pageOf(note.target),
    };
  });
}
