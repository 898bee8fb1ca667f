/**
 * The border between extension and endpoint for groups that are too large for a device to hold
 * (ADR 0030): how large a group is, which documents it has notes on, and its notes in parts. What a
 * part is asked for by tells the endpoint what its reader opens; only `documents` does, and only where
 * the reader has agreed to it.
 */
import * as v from 'valibot';
import { id } from '../core/id.ts';
import { count, epoch, rows } from './sync.ts';

/** Largest number of documents in one answer, of names of one document and of notes in one question, of rows in one answer. */
export const PART_LIMITS = { documents: 5000, hashes: 40, notes: 200, rows: 1000 } as const;

/**
 * GET size: living notes, and the octets of their JSON. `head` is how far the history had come, and
 * `beforeNewest` the place in it before the newest NEWEST notes.
 */
export const groupSize = v.object({ epoch, head: count, notes: count, bytes: count, beforeNewest: count });
export type GroupSize = v.InferOutput<typeof groupSize>;

/** A document as core/document-hash.ts names it. */
export const hash = v.pipe(v.string(), v.regex(/^[\da-f]{32}$/));

/** GET documents: `after` is the last name had. */
export const documentsQuery = v.object({ after: v.optional(hash) });
/** All documents with notes, by name, as far as the history had come at `head`. */
export const documents = v.object({ epoch, head: count, documents: v.array(hash), more: v.boolean() });
export type Documents = v.InferOutput<typeof documents>;

/** The last `seq` had. */
const after = v.optional(count, 0);
/**
 * POST part → living rows in seq order. `people`: the group and its members. `mine`: my notes, those they
 * answer and the answers to them. `documents`: all notes under any of these names. Notes come with the reactions to them.
 * `reactions`: those alone, to notes by their ids; only where the session names the kind.
 */
export const partRequest = v.variant('part', [
  v.object({ part: v.literal('people'), after }),
  v.object({ part: v.literal('mine'), after }),
  v.object({
    part: v.literal('documents'),
    hashes: v.pipe(v.array(hash), v.minLength(1), v.maxLength(PART_LIMITS.hashes)),
    after,
  }),
  v.object({
    part: v.literal('reactions'),
    notes: v.pipe(v.array(id), v.minLength(1), v.maxLength(PART_LIMITS.notes)),
    after,
  }),
]);
export type PartRequest = v.InferInput<typeof partRequest>;
/** Whoever has this part, and all changes after `head`, has what it is a part of as it stands. */
export const part = v.object({ epoch, head: count, rows, cursor: count, more: v.boolean() });
export type Part = v.InferOutput<typeof part>;
