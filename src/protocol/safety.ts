/**
 * What members do about notes that harm: tell the hosts of the group, who hide them or not. Apart from sync.ts, since reports
 * are for hosts alone and travel to nobody's device by themselves.
 */
import * as v from 'valibot';
import { reason } from '../core/hiding.ts';
import { id } from '../core/id.ts';
import { annotationKind, instant } from '../core/record.ts';
import { count } from './sync.ts';

/** PUT report (any member but its author) → who is told. Again, it takes the place of what the same person said of the note before. */
export const reportRequest = v.object({ reason });
/** How many hosts can read it: none where the only one wrote the note, and then nothing is kept. */
export const reportAnswer = v.object({ hosts: count });

/** PUT hidden (hosts, not for their own) → 204; what was reported of the note is settled by it. DELETE hidden → 204: shown again. */
export const hideRequest = v.object({ reason });

const about = {
  note: id,
  author: id,
  kind: annotationKind,
  /** As they are at the moment, also where they are hidden. */
  text: v.string(),
  quote: v.string(),
  source: v.string(),
};
/**
 * GET reports (hosts only) → what was reported and not settled, and what is hidden, the newest first; of one's own notes
 * nothing. DELETE report of a note (hosts, not of their own) → 204: it is settled, the note stays as it is.
 */
export const reportList = v.object({
  reports: v.array(v.object({ ...about, given: v.array(v.object({ reporter: id, reason: v.string(), at: instant })) })),
  hidden: v.array(v.object({ ...about, reason: v.string(), at: instant })),
});
export type ReportList = v.InferOutput<typeof reportList>;

/** DELETE member: `block=no` leaves the way back by an invitation open. */
export const removalQuery = v.object({ block: v.optional(v.picklist(['yes', 'no']), 'yes') });
