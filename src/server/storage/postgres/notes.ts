/** Notes by their id alone (storage/notes.ts) over PostgreSQL. */
import { text } from '../columns.ts';
import type { NoteReading } from '../notes.ts';
import type { Run, Statement } from './statement.ts';

const NOTE_FOR: Statement = {
  name: 'note_for',
  text: `
    SELECT r.group_id, r.body FROM records r JOIN memberships m ON m.group_id = r.group_id
    WHERE r.id = $1 AND r.kind = 'annotation' AND NOT r.deleted AND m.member = $2 AND m.status = 'active'`,
};

export function postgresNoteReading(run: Run): NoteReading {
  return {
    noteFor: async (id, reader) => {
      const [found] = await run(NOTE_FOR, [id, reader]);
      return found ? { group: text(found, 'group_id'), body: text(found, 'body') } : null;
    },
  };
}
