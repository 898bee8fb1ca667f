/** Gives a group another name by the operator's hand; members change it by an operation (sync/judge-group.ts). */
import * as v from 'valibot';
import type { Id } from '../../core/id.ts';
import { groupFields } from '../../core/record.ts';
import type { Storage } from '../storage/storage.ts';
import type { Writing } from '../sync/write-record.ts';
import { noteModeration } from './moderation.ts';
import { rewriteGroup } from './rewrite-group.ts';

/** Throws a ValiError for a name that no group may have. */
export async function renameGroup(storage: Storage, group: Id, newName: string, now: number): Promise<void> {
  const name = v.parse(groupFields.entries.name, newName);
  await storage.transact([group], async (tx) => {
    const writing: Writing = { tx, now, changes: new Map() };
    const written = await rewriteGroup(writing, group, { name });
    await noteModeration(writing, written, { actor: null, act: 'group.edit', subject: group });
  });
}
