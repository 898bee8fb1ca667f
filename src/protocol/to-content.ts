/** What background and popup may ask of the content script of a tab. */
import * as v from 'valibot';
import { id } from '../core/id.ts';
import { pageSays } from './from-content.ts';
import { method, nothing } from './method.ts';

/** What is done by the second script in a page (content/bring.ts), which is brought for it. */
export const toAnnotator = {
  /** Is there for a port that comes next, which reaches nobody before (platform/port.ts), or in the place of the one before an update. */
  'page.wake': method(nothing, nothing),
  /** Opens the margin, at a note if one is named. */
  'margin.show': method(v.object({ note: v.nullable(id) }), nothing),
  /** Opens the margin at a note, and scrolls to the passage of its thread's first one as soon as that is found. */
  'passage.show': method(v.object({ note: id, passage: id }), nothing),
  /** Keyboard commands: act on the selection as the adder's buttons do. False: nothing is selected, and the margin offers to look for it. */
  'selection.mark': method(v.object({ what: v.picklist(['highlight', 'comment']) }), v.object({ done: v.boolean() })),
  /** Puts everybody's marks out of sight, or back. */
  'marks.toggle': method(nothing, nothing),
};

export const toContent = {
  /** What the page says of itself; no answer means that no content script runs there. */
  'page.says': method(nothing, pageSays),
  /** Notes of this page changed, or its address: it asks for its passages again. Which notes, or of which pages, is not said. */
  'notes.changed': method(nothing, nothing),
  ...toAnnotator,
};
