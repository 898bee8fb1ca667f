/** What a device shows of an import: its records by the very function that all screens use. */
import { eachRecordFor } from '../../../src/core/import/for-group.ts';
import type { ForeignNote } from '../../../src/core/import/imported.ts';
import { toNote, type GroupContext, type Note } from '../../../src/core/note.ts';
import { named } from '../export/every-kind.ts';

export const me = named('reader');
export const alone = named('alone');
const at = '2027-02-01T00:00:00.000Z';
const envelope = { author: me, rev: 1, seq: 1, created: at, updated: at, deleted: false as const };

const context: GroupContext = {
  group: {
    ...envelope,
    id: alone,
    group: alone,
    kind: 'group',
    fields: { name: 'Reader', description: '', personal: true },
  },
  members: new Map([
    [
      me,
      {
        ...envelope,
        id: named('m'),
        group: alone,
        kind: 'membership',
        fields: { member: me, name: 'Reader', role: 'owner', status: 'active' },
      },
    ],
  ]),
};

export function importedNotes(notes: readonly ForeignNote[]): Note[] {
  return [...eachRecordFor(alone, notes)].map(({ id, at: written, fields }) => {
    const row = {
      ...envelope,
      id,
      group: alone,
      created: written ?? at,
      updated: written ?? at,
      kind: 'annotation' as const,
      fields,
    };
    return toNote(row, context, me, { state: 'sent' });
  });
}
