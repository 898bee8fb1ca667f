/** What becomes of found notes in a group, made once: it is asked for to tell how many are here, and again to take them. */
import type { Id } from '../../core/id.ts';
import { recordsInSteps } from '../../core/import/for-group.ts';
import type { ForeignNote } from '../../core/import/imported.ts';
import type { ImportedRecord } from '../../core/import/imported-record.ts';
import { breathing } from '../breathing.ts';

const made = new WeakMap<readonly ForeignNote[], Map<Id, Promise<ImportedRecord[]>>>();

export function recordsOnce(group: Id, notes: readonly ForeignNote[]): Promise<ImportedRecord[]> {
  const known = made.get(notes) ?? new Map<Id, Promise<ImportedRecord[]>>();
  made.set(notes, known);
  const before = known.get(group);
  if (before) return before;
  // Called off by nobody: whoever goes back to the choice may well come again.
  const records = recordsInSteps(group, notes, breathing(new AbortController().signal));
  known.set(group, records);
  return records;
}
