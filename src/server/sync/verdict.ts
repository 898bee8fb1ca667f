/** What became of one operation, before it is written as an answer (protocol/sync.ts opResult). */
import type { Id } from '../../core/id.ts';
import type { ImageId } from '../../core/image.ts';
import type { TakenNote } from '../../protocol/sync.ts';
import { maySee } from '../storage/reactions.ts';
import type { StoredRecord } from '../storage/storage.ts';

export type Verdict =
  /** `made`: of a new note. */
  | { status: 'applied'; record: StoredRecord; made?: TakenNote }
  | { status: 'duplicate'; record: StoredRecord | null }
  | { status: 'conflict'; record: StoredRecord }
  | { status: 'gone'; record: StoredRecord | null }
  | { status: 'forbidden' }
  | { status: 'invalid'; message: string };

export function invalid(message: string): Verdict {
  return { status: 'invalid', message };
}

/**
 * The answer to a member as JSON text; rows that they may see are put in as they are kept, without parsing them again.
 * @param sent the fields that its writer has, where new notes that have the same are answered without them
 * @param lacking pictures that it shows and its group does not have
 */
export function answerText(
  opId: string,
  verdict: Verdict,
  member: Id,
  { sent = null, lacking = [] }: { sent?: unknown; lacking?: readonly ImageId[] } = {},
): string {
  const lacks = lacking.length === 0 ? '' : `,"lacks":${JSON.stringify(lacking)}`;
  const head = `{"opId":${JSON.stringify(opId)},"status":"${verdict.status}"${lacks}`;
  if (verdict.status === 'applied' && verdict.made && hasFields(verdict.record, sent)) {
    return `${head},"row":null,"taken":${JSON.stringify(verdict.made)}}`;
  }
  switch (verdict.status) {
    case 'applied':
    case 'duplicate':
    case 'conflict':
    case 'gone':
      return `${head},"row":${verdict.record && maySee(member, verdict.record) ? verdict.record.body : 'null'}}`;
    case 'forbidden':
      return `${head}}`;
    case 'invalid':
      return `${head},"message":${JSON.stringify(verdict.message)}}`;
  }
}

/** Whether a record's words are these, also in the order of their keys. */
function hasFields({ body }: StoredRecord, fields: unknown): boolean {
  if (fields === null) return false;
  // The first ones of this name: before them the row has nothing of its writer's making.
  const from = body.indexOf(FIELDS) + FIELDS.length;
  const text = JSON.stringify(fields);
  return body.length === from + text.length + 1 && body.startsWith(text, from);
}

const FIELDS = '"fields":';
