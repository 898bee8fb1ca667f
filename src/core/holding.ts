/**
 * What a device holds of a group that is larger than it should hold without being asked (ADR 0030).
 * Own notes are always held, whatever is chosen.
 */
import * as v from 'valibot';

/**
 * `all`: as any other group. `opened`: the notes of documents that were opened here, asked for by
 * document, so that the endpoint learns of them. `newest`: the newest notes. `mine`: own notes, and what concerns them.
 */
export const holdingChoice = v.picklist(['all', 'opened', 'newest', 'mine']);
export type HoldingChoice = v.InferOutput<typeof holdingChoice>;

/** `ask`: the reader has not said yet; until then it is held as `mine`. Sizes are as they were when that was asked. */
export const holding = v.object({
  choice: v.picklist([...holdingChoice.options, 'ask']),
  notes: v.number(),
  /** Null where nobody has asked the endpoint. */
  bytes: v.nullable(v.number()),
});
export type Holding = v.InferOutput<typeof holding>;

/** From how many notes on a device asks first; the first one holds unless another is set. */
export const ASK_FROM = [100_000, 10_000, 1000] as const;

/** From how much on it asks first, however few notes it is; octets of JSON. */
const ASK_FROM_BYTES = 400_000_000;

export function isTooLarge({ notes, bytes }: { notes: number; bytes: number }, askFrom: number): boolean {
  return notes > askFrom || bytes > ASK_FROM_BYTES;
}

/** How many notes "the newest" are. */
export const NEWEST = 5000;

/** For how long the notes of a document are held after it was last opened, in days. */
export const KEPT_DAYS = 60;
