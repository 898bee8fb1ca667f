/** Notes by their id alone (storage/notes.ts) over one SQLite connection. */
import { text } from '../columns.ts';
import type { NoteReading } from '../notes.ts';
import type { Statements } from './statements.ts';

const NOTE_FOR = `
  SELECT r.group_id, r.body FROM records r JOIN memberships m ON m.group_id = r.group_id
  WHERE r.id = ? AND r.kind = 'annotation' AND r.deleted = 0 AND m.member = ? AND m.status = 'active'`;

export function sqliteNoteReading(statements: Statements): NoteReading {
  return {
    noteFor: async (id, reader) => {
      const found = statements.get(NOTE_FOR).get(id, reader);
      return found ? { group: text(found, 'group_id'), body: text(found, 'body') } : null;
    },
  };
}
