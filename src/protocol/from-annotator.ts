/**
 * What the second script in a page, which comes only where it is needed (content/bring.ts), asks of the background besides, in a
 * table of its own.
 */
import * as v from 'valibot';
import { color } from '../core/color.ts';
import { id } from '../core/id.ts';
import { selector } from '../core/selectors.ts';
import { pageFacts } from './from-content.ts';
import { marginChoice, marginLayout } from './margin-layout.ts';
import { method, nothing } from './method.ts';

/** How many notes a page may name as those that the margin will show first. */
export const MOST_NEAR = 60;

/** How a passage was found (anchoring/anchor.ts). */
export const anchorState = v.picklist(['exact', 'moved', 'changed', 'unsure', 'lost']);
export type AnchorState = v.InferOutput<typeof anchorState>;

/** A passage to paint. `by` tells authors apart within one answer, and says nothing else of them. */
export const passage = v.object({
  id,
  mine: v.boolean(),
  by: v.optional(v.number()),
  color: v.optional(color),
  selectors: v.array(selector),
});
export type Passage = v.InferOutput<typeof passage>;

/** Who can see a note: only its writer, or the group chosen for writing. Which group is not said. */
export const audience = v.picklist(['me', 'group']);
export type Audience = v.InferOutput<typeof audience>;

export const fromAnnotator = {
  /** The passages of this page in my groups; also sets the badge of the sender's tab. */
  'page.passages': method(pageFacts, v.object({ passages: v.array(passage) })),
  /** Saves a highlight without words in the group chosen for writing. */
  'highlight.create': method(
    /** `id` is made by the asker: asking again, when no answer came, makes nothing twice. */
    v.object({
      id,
      page: pageFacts,
      selectors: v.pipe(v.array(selector), v.minLength(1)),
      color: v.optional(color),
      /** Left out: whoever sees what is written now. */
      audience: v.optional(audience),
    }),
    v.object({ id, audience }),
  ),
  /** Who would see a highlight made on this page now. */
  'page.audience': method(pageFacts, v.object({ audience })),
  /** Takes back a highlight that was made on this page a moment ago; refused for any other note. */
  'highlight.undo': method(v.object({ note: id, page: pageFacts }), nothing),
  /** Attaches a note of mine on this page to another passage; refused for any other note. */
  'note.reattach': method(v.object({ note: id, page: pageFacts, selectors: v.array(selector) }), nothing),
  /** How this page's passages were found; told when that has changed. Stays on this device. */
  'page.found': method(v.object({ page: pageFacts, found: v.array(v.object({ id, state: anchorState })) }), nothing),
  /**
   * The margin is being opened in the page, and will ask for its notes in a moment; for those in `near` first, if any: a hint,
   * of which nothing is believed but that it may save time. Answers how it stands on this site.
   */
  'margin.opens': method(
    v.object({ page: pageFacts, near: v.pipe(v.array(id), v.maxLength(MOST_NEAR)) }),
    v.object({ layout: marginLayout }),
  ),
  /** Remembers how the margin is to stand on the sender's site. */
  'margin.choose': method(v.object({ choice: marginChoice }), nothing),
  /** Opens the margin outside the page, where a frame cannot stand in it (design §3). */
  'margin.openOutside': method(nothing, nothing),
};
