/** Notes as the file that the Hypothesis client exports and imports: https://web.hypothes.is/help/exporting-and-importing-annotations-in-the-hypothesis-app/ */
import type { Id } from '../id.ts';
import { toHypothesis } from '../hypothesis/annotation.ts';
import type { Note } from '../note.ts';
import type { ExportInput, Piece } from './export-input.ts';
import { documentsInOrder, notesInOrder } from './in-order.ts';
import { iriOf } from './iri.ts';

/** Who is named in accounts of theirs; a name of ours stands in `user_info`, where their client shows it. */
const AUTHORITY = 'commonplace.invalid';

export function* writeHypothesisJson(input: ExportInput): Generator<Piece> {
  const byId = new Map(input.notes.map((note) => [note.id, note]));
  const head = { export_date: input.exportedAt, export_userid: '', client_version: 'Commonplace' };
  yield { text: `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "annotations": [`, notes: 0 };
  let isFirst = true;
  for (const document of documentsInOrder(input.notes)) {
    for (const { note } of notesInOrder(document)) {
      const json = JSON.stringify(annotationOf(note, aboveOf(note, byId)), null, 2).replaceAll('\n', '\n    ');
      yield { text: `${isFirst ? '' : ','}\n    ${json}`, notes: 1 };
      isFirst = false;
    }
  }
  yield { text: `${isFirst ? '' : '\n  '}]\n}\n`, notes: 0 };
}

function annotationOf(note: Note, above: readonly Id[]): Record<string, unknown> {
  const { kind, tags, target, parent, hypothesis } = note;
  const text = note.text.toWellFormed();
  const content = toHypothesis({ kind, text, tags, target, parent, ...(hypothesis && { hypothesis }) }, above);
  const user = `acct:${note.author.id}@${AUTHORITY}`;
  return {
    id: note.id,
    created: note.created,
    updated: note.edited ? note.updated : note.created,
    user,
    ...(note.author.name !== '' && { user_info: { display_name: note.author.name.toWellFormed() } }),
    group: note.group.id,
    permissions: {
      read: [note.group.personal ? user : `group:${note.group.id}`],
      update: [user],
      delete: [user],
      admin: [user],
    },
    ...content,
    uri: iriOf(target.source),
    tags: tags.map((tag) => tag.toWellFormed()),
    links: {},
  };
}

/** From the first note of the thread on. A ring of parents, which only a hostile client makes, is walked once. */
function aboveOf(note: Note, byId: ReadonlyMap<Id, Note>): Id[] {
  const above: Id[] = [];
  const seen = new Set([note.id]);
  for (let parent = note.parent; parent !== null && !seen.has(parent); parent = byId.get(parent)?.parent ?? null) {
    seen.add(parent);
    above.unshift(parent);
  }
  return above;
}
