/**
 * What becomes of a group's notes on the device of somebody who is no longer in the group. Their
 * own words stay theirs whatever the policy says, and nobody outside can write or be written to.
 */
import * as v from 'valibot';
import type { GroupFields } from './record.ts';

/**
 * `keep`: all stays readable, and may be exported. `lock`: all stays readable, only one's own
 * words may be exported. `remove`: the words of others are deleted.
 */
export const leavePolicy = v.picklist(['keep', 'lock', 'remove']);
export type LeavePolicy = v.InferOutput<typeof leavePolicy>;

/** A policy that only a newer version knows is read as the usual one. */
export function leavePolicyOf({ onLeave }: Pick<GroupFields, 'onLeave'>): LeavePolicy {
  const parsed = v.safeParse(leavePolicy, onLeave);
  return parsed.success ? parsed.output : 'lock';
}
