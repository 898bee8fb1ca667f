/**
 * Earlier versions of my own notes: the words that I replaced on this device. They are for me alone, and are never sent: what
 * somebody took back is not shown to others (ADR 0041).
 */
import type { Id } from '../core/id.ts';
import type { AnnotationFields } from '../core/record.ts';
import type { Store } from './database.ts';
import type { EarlierWords } from './records.ts';
import { instantOf, type Sources } from './sources.ts';

/** How many versions of a note are kept; the oldest go first. */
export const MAX_EARLIER = 20;

/** Call it in the transaction that replaces `before`. Nothing is kept where nothing of it changes. */
export async function keepEarlier(
  db: Store,
  note: Id,
  { before, after }: { before: AnnotationFields; after: Partial<AnnotationFields> },
  sources: Sources,
): Promise<void> {
  const words = wordsOf(before);
  if (JSON.stringify(words) === JSON.stringify(wordsOf({ ...before, ...after }))) return;
  await db.earlier.add({ note, at: instantOf(sources), words });
  const kept = await db.earlier.where('note').equals(note).primaryKeys();
  await db.earlier.bulkDelete(kept.sort((a, b) => a - b).slice(0, -MAX_EARLIER));
}

/** The latest first. `at`: when they were replaced. */
export async function readEarlier(db: Store, note: Id): Promise<EarlierWords[]> {
  const found = await db.earlier.where('note').equals(note).sortBy('n');
  return found.toReversed();
}

/** Of notes that are gone for good. Runs inside a transaction. */
export async function forgetEarlier(db: Store, notes: readonly Id[]): Promise<void> {
  await db.earlier.where('note').anyOf(notes).delete();
}

function wordsOf({ text, tags, color }: AnnotationFields): EarlierWords['words'] {
  return { text, tags, ...(color && { color }) };
}
