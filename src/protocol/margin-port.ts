/**
 * The border between margin frame and content script: a runtime port opened by the margin
 * (`tabs.connect`), never `postMessage`, which would tell the page who we are (design §3).
 * No words of notes cross it, in neither direction; only words of the page itself, by which a passage is looked for.
 */
import * as v from 'valibot';
import { color } from '../core/color.ts';
import { id } from '../core/id.ts';
import { selector } from '../core/selectors.ts';
import { anchorState, audience } from './from-annotator.ts';
import { pageFacts } from './from-content.ts';
import { marginChoice, marginLayout } from './margin-layout.ts';

const way = v.picklist([1, -1]);

/** One step to a passage: other words of it, the next place where they stand, or an end moved. */
export const pickStep = v.variant('by', [
  v.object({ by: v.literal('words'), words: v.pipe(v.string(), v.maxLength(500)) }),
  v.object({ by: v.literal('place'), way }),
  v.object({
    by: v.literal('end'),
    edge: v.picklist(['start', 'end']),
    unit: v.picklist(['word', 'sentence']),
    way,
  }),
]);
export type PickStep = v.InferOutput<typeof pickStep>;

/** What is chosen now: the place of so many (-1: none of them), and how the passage begins. */
export const picked = v.object({ count: v.number(), at: v.number(), quote: v.string() });
export type Picked = v.InferOutput<typeof picked>;

export const toMargin = v.variant('type', [
  /** The page, again whenever it changes (navigation within an application). */
  v.object({ type: v.literal('page'), page: pageFacts }),
  /** Where each note's passage is; `order` is its place in the text, `top` its distance from the top of what is scrolled, in CSS pixels. */
  v.object({
    type: v.literal('anchors'),
    anchors: v.array(v.object({ id, state: anchorState, order: v.number(), top: v.nullable(v.number()) })),
  }),
  /**
   * How far the page is scrolled, how high its window and the whole of it are, in CSS pixels; `beside` where the margin
   * stands beside the text, as high as the window.
   */
  v.object({ type: v.literal('view'), top: v.number(), height: v.number(), full: v.number(), beside: v.boolean() }),
  /** How the margin stands: what was chosen for the site, here or before. */
  v.object({ type: v.literal('layout'), layout: marginLayout }),
  /** Show this card (its highlight was clicked), or just the list. */
  v.object({ type: v.literal('show'), note: v.nullable(id) }),
  /** The reader points at these notes' passages; empty = no longer. */
  v.object({ type: v.literal('hover'), notes: v.array(id) }),
  /** Open the composer for this passage; `audience` where the reader has chosen it already. */
  v.object({ type: v.literal('compose'), selectors: v.array(selector), audience: v.optional(audience) }),
  /** Let the reader look for a passage by its words: a key asked to mark, and nothing was selected. */
  v.object({ type: v.literal('pick') }),
  v.object({ type: v.literal('picked'), picked }),
  /** Whether everybody's marks are out of sight. */
  v.object({ type: v.literal('marks'), hidden: v.boolean() }),
  /** The page waits for a new passage for this note; null = it does not, or no more. */
  v.object({ type: v.literal('reattaching'), note: v.nullable(id) }),
  /** The note has another passage now, or `done` is false: it could not be saved. */
  v.object({ type: v.literal('reattached'), note: id, done: v.boolean() }),
]);
export type ToMargin = v.InferOutput<typeof toMargin>;

export const toPage = v.variant('type', [
  /** The margin is there, in the page or in a window of its own, and keeps what it hears until its views are there too. */
  v.object({ type: v.literal('ready'), inFrame: v.boolean() }),
  /** What was asked for first is seen. */
  v.object({ type: v.literal('drawn') }),
  /** Mark these passages as the ones being looked at; empty = none. */
  v.object({ type: v.literal('focus'), notes: v.array(id) }),
  v.object({ type: v.literal('scrollTo'), note: id }),
  /** The margin was scrolled: scroll the page to this distance from its top, in CSS pixels. */
  v.object({ type: v.literal('scroll'), top: v.pipe(v.number(), v.finite()) }),
  /** The reader wants the margin to stand like this on this site. */
  v.object({ type: v.literal('layout'), choice: marginChoice }),
  /** Let the reader choose a new passage for this note; null = no more. */
  v.object({ type: v.literal('reattach'), note: v.nullable(id) }),
  v.object({ type: v.literal('pick'), step: pickStep }),
  /** Marks the passage that was picked; for the note that waits for one, gives it to that. */
  v.object({
    type: v.literal('mark'),
    what: v.picklist(['highlight', 'comment']),
    color: v.optional(color),
    audience: v.optional(audience),
  }),
  v.object({ type: v.literal('hideMarks'), on: v.boolean() }),
  /** The place that was found for this note is the right one: remember it as it is now. */
  v.object({ type: v.literal('confirm'), note: id }),
  v.object({ type: v.literal('close') }),
]);
export type ToPage = v.InferOutput<typeof toPage>;
