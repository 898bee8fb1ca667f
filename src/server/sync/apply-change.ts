/** Puts a permitted change of fields into a record, or tells what stands against it: the same for every kind of record. */
import { mergeFields } from '../../core/merge.ts';
import type { AnnotationRow, GroupRow } from '../../core/record.ts';
import type { StoredRecord } from '../storage/storage.ts';
import type { Verdict } from './verdict.ts';
import { writeRecord, type Writing } from './write-record.ts';

type Change = { baseRev: number; fields: Record<string, unknown>; sawTags?: readonly string[] | undefined };

/** @param before the row of `current`, parsed */
export async function applyChange(
  writing: Writing,
  current: StoredRecord,
  before: AnnotationRow | GroupRow,
  change: Change,
): Promise<Verdict> {
  const rev = current.rev + 1;
  const merged = mergeFields({
    current: before.fields,
    fieldRevs: current.fieldRevs,
    nextRev: rev,
    baseRev: change.baseRev,
    change: change.fields,
    sawTags: change.sawTags,
  });
  if (merged.outcome === 'conflict') return { status: 'conflict', record: current };
  // Everything is so already: no new place in the history for nothing.
  if (!Object.values(merged.fieldRevs).includes(rev)) return { status: 'applied', record: current };
  const { group, id, kind, author } = current;
  const { fields, fieldRevs } = merged;
  const record = await writeRecord(writing, {
    group,
    id,
    kind,
    author,
    rev,
    created: before.created,
    fields,
    fieldRevs,
    ...(before.kind === 'annotation' && { restored: before.restored }),
  });
  return { status: 'applied', record };
}
