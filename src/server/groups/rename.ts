/** Gives a group another name by the operator's hand; members change it by an operation (sync/judge-group.ts). */
import * as v from 'valibot';
import type { Id } from '../../core/id.ts';
import { groupFields, groupRow } from '../../core/record.ts';
import type { Storage } from '../storage/storage.ts';
import { revsOf, writeRecord } from '../sync/write-record.ts';
import type { Writing } from '../sync/write-record.ts';
import { noteModeration } from './moderation.ts';

/** Throws a ValiError for a name that no group may have. */
export async function renameGroup(storage: Storage, group: Id, newName: string, now: number): Promise<void> {
  const name = v.parse(groupFields.entries.name, newName);
  await storage.transact([group], async (tx) => {
    const current = await tx.record(group, group);
    const before = v.parse(groupRow, JSON.parse(current?.body ?? 'null'));
    const rev = before.rev + 1;
    const writing: Writing = { tx, now, changes: new Map() };
    const written = await writeRecord(writing, {
      group,
      id: group,
      kind: 'group',
      author: before.author,
      rev,
      created: before.created,
      fields: { ...before.fields, name },
      fieldRevs: { ...current?.fieldRevs, ...revsOf({ name }, rev) },
    });
    await noteModeration(writing, written, { actor: null, act: 'group.edit', subject: group });
  });
}
