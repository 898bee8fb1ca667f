/**
 * The sample class: a reading circle whose six members argue over three readings. What they wrote
 * stands in class.json, so that it can be edited as text; here it is parsed. It is loaded through
 * the public interface like any class (nothing here knows storage).
 */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { role } from '../../core/record.ts';

/** The sample class as written in class.json. Notes stand in the order in which replies need them. */
export function readClass(): SampleClass {
  const text = readFileSync(new URL('class.json', import.meta.url), 'utf8');
  return v.parse(sampleClass, JSON.parse(text));
}

const key = v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/));
const words = v.pipe(v.string(), v.trim(), v.minLength(1));

const written = {
  key,
  /** Key of the member who wrote it. */
  by: key,
  /** File name in `readings`. */
  reading: v.pipe(v.string(), v.regex(/^[a-z-]+\.html$/)),
  tags: v.array(words),
  /** How long ago it was written, counted from the moment of loading. */
  daysAgo: v.pipe(v.number(), v.minValue(0)),
};
/** The passage, in the reading's visible text; `occurrence` counts from 1 where its words come back. */
const passage = {
  quote: words,
  occurrence: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
};

const sampleNote = v.variant('kind', [
  v.strictObject({ ...written, ...passage, kind: v.literal('highlight'), text: v.literal('') }),
  v.strictObject({
    ...written,
    ...passage,
    kind: v.picklist(['comment', 'question']),
    text: words,
  }),
  v.strictObject({ ...written, kind: v.literal('page'), text: words }),
  v.strictObject({ ...written, kind: v.literal('reply'), text: words, replyTo: key }),
]);

const sampleClass = v.strictObject({
  group: v.strictObject({ name: words, description: words }),
  members: v.array(v.strictObject({ key, name: words, role })),
  notes: v.array(sampleNote),
});

export type SampleNote = v.InferOutput<typeof sampleNote>;
export type SampleClass = v.InferOutput<typeof sampleClass>;
