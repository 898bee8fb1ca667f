/**
 * What the background tells every page of the extension, without waiting for an answer. Content
 * scripts never hear it: `keys` are addresses, and they stand beside pages of other addresses.
 */
import * as v from 'valibot';
import { keyChoices } from './own-keys.ts';

export const extensionEvent = v.variant('event', [
  /** Notes changed; `keys` are the documents touched, null = any may be. */
  v.object({ event: v.literal('notes'), keys: v.nullable(v.array(v.string())) }),
  /** Pictures have come, or will not. */
  v.object({ event: v.literal('images') }),
  /** The reader has chosen other keys for our own pages. */
  v.object({ event: v.literal('keys'), chosen: keyChoices }),
  /** Account, groups or the state of sync changed. */
  v.object({ event: v.literal('status') }),
]);
export type ExtensionEvent = v.InferOutput<typeof extensionEvent>;
