/**
 * The border between margin frame and content script: a runtime port opened by the margin
 * (`tabs.connect`), never `postMessage`, which would tell the page who we are (design §3).
 * No words cross it, in neither direction.
 */
import * as v from 'valibot';
import { id } from '../core/id.ts';
import { selector } from '../core/selectors.ts';
import { anchorState, pageFacts } from './from-content.ts';

export const MARGIN_PORT = 'commonplace-margin';

export const toMargin = v.variant('type', [
  /** The page, again whenever it changes (navigation within an application). */
  v.object({ type: v.literal('page'), page: pageFacts }),
  /** Where each note's passage is; `order` is its place in the text, `top` its distance from the page's top in CSS pixels. */
  v.object({
    type: v.literal('anchors'),
    anchors: v.array(v.object({ id, state: anchorState, order: v.number(), top: v.nullable(v.number()) })),
  }),
  /** Show this card (its highlight was clicked), or just the list. */
  v.object({ type: v.literal('show'), note: v.nullable(id) }),
  /** The reader points at these notes' passages; empty = no longer. */
  v.object({ type: v.literal('hover'), notes: v.array(id) }),
  /** Open the composer for this passage. */
  v.object({ type: v.literal('compose'), selectors: v.array(selector) }),
  /** The page waits for a new passage for this note; null = it does not, or no more. */
  v.object({ type: v.literal('reattaching'), note: v.nullable(id) }),
  /** The note has another passage now, or `done` is false: it could not be saved. */
  v.object({ type: v.literal('reattached'), note: id, done: v.boolean() }),
]);
export type ToMargin = v.InferOutput<typeof toMargin>;

export const toPage = v.variant('type', [
  /** The margin is mounted and listens. */
  v.object({ type: v.literal('ready') }),
  /** Mark these passages as the ones being looked at; empty = none. */
  v.object({ type: v.literal('focus'), notes: v.array(id) }),
  v.object({ type: v.literal('scrollTo'), note: id }),
  /** Let the reader choose a new passage for this note; null = no more. */
  v.object({ type: v.literal('reattach'), note: v.nullable(id) }),
  /** The place that was found for this note is the right one: remember it as it is now. */
  v.object({ type: v.literal('confirm'), note: id }),
  v.object({ type: v.literal('close') }),
]);
export type ToPage = v.InferOutput<typeof toPage>;
