/**
 * Where a note came from that was brought in from elsewhere: who wrote it there, when, and under which name. It travels with
 * the note, so that an export says what the import was told (export/as-written.ts). The record's own author is who brought it.
 */
import * as v from 'valibot';
import { id } from './id.ts';

const name = v.pipe(v.string(), v.maxLength(200));
const iri = v.pipe(v.string(), v.maxLength(2048));
const instant = v.pipe(v.string(), v.isoTimestamp(), v.regex(/Z$/));

/** A reaction of reaction.ts, which knows the types. */
const given = v.object({
  id,
  type: v.pipe(v.string(), v.regex(/^[a-z-]{1,32}$/)),
  author: v.object({ id, name }),
  created: instant,
});

export const origin = v.looseObject({
  /** Which kind of file or service, by its name in the table of importers. */
  from: v.pipe(v.string(), v.regex(/^[a-z-]{1,32}$/)),
  /** What it is called there, if it has a name that is one. */
  id: v.optional(iri),
  author: v.optional(v.object({ id: v.optional(iri), name: v.optional(name) })),
  group: v.optional(v.object({ id: iri, name })),
  created: v.optional(instant),
  /** Absent for what was never changed there. */
  modified: v.optional(instant),
  /** What it answers there, and what it is a copy of. */
  answers: v.optional(iri),
  copyOf: v.optional(iri),
  /** What was said to it there without words. */
  given: v.optional(v.pipe(v.array(given), v.maxLength(200))),
});
export type Origin = v.InferOutput<typeof origin>;
