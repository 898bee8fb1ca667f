/** Highlights as Readwise imports them (https://docs.readwise.io/readwise/docs/importing-highlights/csv): one row a passage. */
import { citedDocument } from '../citation.ts';
import { wordsOf as asWords } from '../words-of.ts';
import type { Note } from '../note.ts';
import { groupByPassage } from '../passages.ts';
import { walkThread } from '../thread.ts';
import { csvRow } from './csv.ts';
import type { ExportInput, Piece } from './export-input.ts';
import { documentsInOrder } from './in-order.ts';
import { iriOf } from './iri.ts';

const COLUMNS = ['Highlight', 'Title', 'Author', 'URL', 'Note', 'Location', 'Date'];

/** Notes about a whole page, and answers to them, have no passage that Readwise could show, and stay out. */
export function* writeReadwise(input: ExportInput): Generator<Piece> {
  yield { text: csvRow(COLUMNS), notes: 0 };
  for (const document of documentsInOrder(input.notes)) {
    const authors = citedDocument(document).authors?.join('; ') ?? '';
    for (const { quote, threads } of groupByPassage(document.notes)) {
      const notes = threads.flatMap((thread) => Array.from(walkThread(thread), ({ note }) => note));
      const [first] = notes;
      if (quote === '' || !first) continue;
      const facts = [quote, document.title, authors, iriOf(document.source)];
      yield { text: csvRow([...facts, wordsOf(notes), placeOf(first), timeOf(first)]), notes: notes.length };
    }
  }
}

/** Tags in front, as Readwise reads them there: `.tag` without spaces. Others' words with their names. */
function wordsOf(notes: readonly Note[]): string {
  const tags = new Set(notes.flatMap((note) => note.tags.map((tag) => `.${tag.replace(/[\s.]+/g, '-')}`)));
  const words = notes.flatMap(({ text, mine, author }) => {
    if (text === '') return [];
    return mine || author.name === '' ? [asWords(text)] : [`${author.name}: ${asWords(text)}`];
  });
  return [[...tags].join(' '), ...words].filter((part) => part !== '').join('\n');
}

function placeOf({ target }: Note): string {
  for (const one of target.selectors) if (one.type === 'TextPositionSelector') return String(one.start);
  return '';
}

/** `YYYY-MM-DD HH:MM:SS`, in UTC. */
function timeOf({ created }: Note): string {
  return created.slice(0, 19).replace('T', ' ');
}
