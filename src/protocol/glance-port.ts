/**
 * The border between the glance, a small frame beside a passage that is pointed at, and the content script: a runtime
 * port, as the margin's (margin-port.ts). No words cross it: the glance asks the background for them.
 */
import * as v from 'valibot';
import { id } from '../core/id.ts';

/** Notes that a glance tells of; of others it says how many there are, and the margin has them all. */
export const MOST_GLANCED = 3;

const notes = v.pipe(v.array(id), v.maxLength(MOST_GLANCED));

export const toGlance = v.variant('type', [
  /** The passages of so many notes are pointed at: get ready to show these of them. */
  v.object({ type: v.literal('look'), notes, count: v.pipe(v.number(), v.safeInteger(), v.minValue(1)) }),
]);
export type ToGlance = v.InferOutput<typeof toGlance>;

export const fromGlance = v.variant('type', [
  /** The glance is mounted and listens. */
  v.object({ type: v.literal('ready') }),
  /** It shows these notes now and is so high, in CSS pixels; nothing of them is to be seen where it is 0. */
  v.object({ type: v.literal('drawn'), notes, height: v.pipe(v.number(), v.minValue(0), v.maxValue(10_000)) }),
  /** A note was chosen: show it in the margin. */
  v.object({ type: v.literal('open'), note: id }),
]);
export type FromGlance = v.InferOutput<typeof fromGlance>;
