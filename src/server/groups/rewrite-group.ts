/** Writes a group's own record anew, where it is not by a member's operation (sync/judge-group.ts): what was done gets a place in its history. */
import * as v from 'valibot';
import type { Id } from '../../core/id.ts';
import { groupRow } from '../../core/record.ts';
import type { GroupRow } from '../../core/record.ts';
import type { StoredRecord } from '../storage/storage.ts';
import { revsOf, writeRecord } from '../sync/write-record.ts';
import type { Writing } from '../sync/write-record.ts';

/** @param change may be nothing at all */
export async function rewriteGroup(
  writing: Writing,
  group: Id,
  change: Partial<GroupRow['fields']> = {},
): Promise<StoredRecord> {
  const current = await writing.tx.record(group, group);
  const before = v.parse(groupRow, JSON.parse(current?.body ?? 'null'));
  const rev = before.rev + 1;
  return writeRecord(writing, {
    group,
    id: group,
    kind: 'group',
    author: before.author,
    rev,
    created: before.created,
    fields: { ...before.fields, ...change },
    fieldRevs: { ...current?.fieldRevs, ...revsOf(change, rev) },
  });
}
