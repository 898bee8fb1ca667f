/** An imported note on its way to the store: apart from how it is made, since every page of ours knows the message that it travels in. */
import * as v from 'valibot';
import { id } from '../id.ts';
import { annotationFields, instant } from '../record.ts';

/** `former`: what it is on the device that it was exported from, if it is one of ours. */
export const importedRecord = v.object({
  id,
  former: v.nullable(id),
  /** When it was written; null where nobody knows. */
  at: v.nullable(instant),
  fields: annotationFields,
});
export type ImportedRecord = v.InferOutput<typeof importedRecord>;
