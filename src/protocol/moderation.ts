/**
 * What is noted of moderation in a group, for its owner and facilitators: who did what to which
 * note or member and when, and nobody's words. Apart from sync.ts, since no sync needs it.
 */
import * as v from 'valibot';
import { id } from '../core/id.ts';
import { instant, role } from '../core/record.ts';

/**
 * `note.delete`, `note.hide`, `note.show`: somebody else's note. `report.dismiss`: what was reported of a note is settled without.
 * `member.block`: removed, and no invitation lets them in; `member.unblock`: one does again. `member.role`: a role given, or an owner's place handed on. `invitation.end`: the
 * link that went round, for everybody who had not joined yet. `webhook.pause`: its maker is no host any more; `webhook.resume`: taken over or switched on.
 */
export const moderationAct = v.picklist([
  'note.delete',
  'note.hide',
  'note.show',
  'report.dismiss',
  'member.remove',
  'member.block',
  'member.unblock',
  'member.role',
  'group.edit',
  'invitation.end',
  'webhook.add',
  'webhook.remove',
  'webhook.pause',
  'webhook.resume',
]);
export type ModerationAct = v.InferOutput<typeof moderationAct>;

const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** GET moderation: `before` is the `seq` of the oldest one had; the newest come first. */
export const moderationQuery = v.object({
  before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))),
});
export const moderationLog = v.object({
  acts: v.array(
    v.object({
      /** The place in the group's history of the change that it made. */
      seq,
      at: instant,
      /** Null: whoever runs the endpoint. */
      actor: v.nullable(id),
      act: moderationAct,
      /** The note, the member, the webhook, or the group itself. */
      subject: id,
      role: v.nullable(role),
    }),
  ),
  more: v.boolean(),
});
export type ModerationLog = v.InferOutput<typeof moderationLog>;
