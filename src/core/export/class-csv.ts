/**
 * For who teaches a class: one row for each member and reading, how much they wrote and of which kind. In the order of names,
 * never of numbers: it tells who may need a word, and ranks nobody.
 */
import type { AnnotationKind, MembershipFields } from '../record.ts';
import { groupByDocument } from '../documents.ts';
import type { Note } from '../note.ts';
import { BYTE_ORDER_MARK, csvRow } from './csv.ts';
import { iriOf } from './iri.ts';

const KINDS = ['highlight', 'comment', 'question', 'reply', 'page', 'connection'] as const satisfies AnnotationKind[];

const COLUMNS = [
  'member',
  'role',
  'reading',
  'address',
  'highlights',
  'comments',
  'questions',
  'replies',
  'page notes',
  'connections',
  'first',
  'last',
];

/**
 * The table. Active members without a note have a row without a reading; who is no longer a member is in it by what they wrote.
 * @param notes of that group
 */
export function classCsv(notes: readonly Note[], members: readonly MembershipFields[]): string {
  const readings = groupByDocument(notes).sort((a, b) => byName(a.title, b.title));
  const people = [...members].sort((a, b) => byName(a.name, b.name) || (a.member < b.member ? -1 : 1));
  const rows = people.flatMap(({ member, name, role, status }) => {
    const found = readings.flatMap(({ title, source, notes: all }) => {
      const own = all.filter(({ author }) => author.id === member);
      return own.length === 0 ? [] : [[name, role, title, iriOf(source), ...countsOf(own)]];
    });
    if (found.length > 0 || status !== 'active') return found;
    return [[name, role, '', '', ...KINDS.map(() => 0), '', '']];
  });
  return BYTE_ORDER_MARK + [COLUMNS, ...rows].map(csvRow).join('');
}

function countsOf(notes: readonly Note[]): (string | number)[] {
  const times = notes.map(({ created }) => created).sort();
  return [
    ...KINDS.map((kind) => notes.filter((note) => note.kind === kind).length),
    times[0] ?? '',
    times.at(-1) ?? '',
  ];
}

/** The same on every device, whatever its language. */
function byName(a: string, b: string): number {
  const [one, other] = [a.normalize('NFKD').toLowerCase(), b.normalize('NFKD').toLowerCase()];
  return one < other ? -1 : one > other ? 1 : 0;
}
