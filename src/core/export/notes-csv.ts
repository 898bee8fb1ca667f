/** Notes as a table for spreadsheets: one row each, answers below what they answer. */
import { mentionsAsWords } from '../mentions.ts';
import type { Note } from '../note.ts';
import { quoteOf } from '../selectors.ts';
import { BYTE_ORDER_MARK, csvRow } from './csv.ts';
import type { ExportInput, Piece } from './export-input.ts';
import { documentsInOrder, notesInOrder } from './in-order.ts';
import { iriOf } from './iri.ts';
import { reactionsInWords } from './reactions.ts';

const COLUMNS = [
  'reading',
  'address',
  'kind',
  'depth',
  'passage',
  'before',
  'after',
  'note',
  'tags',
  'color',
  'meaning',
  'reactions',
  'author',
  'group',
  'created',
  'edited',
  'passage lost',
  'id',
  'answers',
];

export function* writeCsv(input: ExportInput): Generator<Piece> {
  yield { text: BYTE_ORDER_MARK + csvRow(COLUMNS), notes: 0 };
  for (const document of documentsInOrder(input.notes)) {
    for (const { note, depth, quote } of notesInOrder(document)) {
      const cells = [document.title, iriOf(document.source), note.kind, depth, quote, ...cellsOf(note, input)];
      yield { text: csvRow(cells), notes: 1 };
    }
  }
}

function cellsOf(note: Note, { lost }: ExportInput): (string | number)[] {
  const quote = quoteOf(note.target.selectors);
  return [
    quote?.prefix ?? '',
    quote?.suffix ?? '',
    mentionsAsWords(note.text),
    note.tags.join(', '),
    note.color?.name ?? '',
    note.color?.means ?? '',
    reactionsInWords(note),
    note.author.name,
    note.group.name,
    note.created,
    note.edited ? note.updated : '',
    lost?.has(note.id) ? 'yes' : '',
    note.id,
    note.parent ?? '',
  ];
}
