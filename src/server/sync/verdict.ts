/** What became of one operation, before it is written as an answer (protocol/sync.ts opResult). */
import type { StoredRecord } from '../storage/storage.ts';

export type Verdict =
  | { status: 'applied'; record: StoredRecord }
  | { status: 'duplicate'; record: StoredRecord | null }
  | { status: 'conflict'; record: StoredRecord }
  | { status: 'gone'; record: StoredRecord | null }
  | { status: 'forbidden' }
  | { status: 'invalid'; message: string };

export function invalid(message: string): Verdict {
  return { status: 'invalid', message };
}

/** The answer as JSON text; rows are put in as they are kept, without parsing them again. */
export function answerText(opId: string, verdict: Verdict): string {
  const head = `{"opId":${JSON.stringify(opId)},"status":"${verdict.status}"`;
  switch (verdict.status) {
    case 'applied':
    case 'duplicate':
    case 'conflict':
    case 'gone':
      return `${head},"row":${verdict.record?.body ?? 'null'}}`;
    case 'forbidden':
      return `${head}}`;
    case 'invalid':
      return `${head},"message":${JSON.stringify(verdict.message)}}`;
  }
}
