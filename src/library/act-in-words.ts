/** One act of moderation as a sentence. */
import type { Id } from '../core/id.ts';
import { t } from '../platform/i18n.ts';
import type { ModerationLog } from '../protocol/moderation.ts';

type Act = ModerationLog['acts'][number];

export type Known = {
  /** How somebody is or was called in the group; undefined where nobody knows any more. */
  nameOf: (person: Id) => string | undefined;
  /** Who wrote a note that was deleted. */
  authorOf: (note: Id) => Id | undefined;
};

export function actInWords({ actor, act, subject, role }: Act, { nameOf, authorOf }: Known): string {
  const known = (person: Id): string => nameOf(person) ?? t('moderationSomebody');
  const who = actor === null ? t('moderationOperator') : known(actor);
  switch (act) {
    case 'note.delete': {
      const author = authorOf(subject);
      return author === undefined ? t('moderationNoteDeleted', who) : t('moderationNoteOf', who, known(author));
    }
    case 'note.hide':
      return t('moderationHidden', who);
    case 'note.show':
      return t('moderationShown', who);
    case 'report.dismiss':
      return t('moderationDismissed', who);
    case 'member.remove':
      return t('moderationRemoved', who, known(subject));
    case 'member.block':
      return t('moderationBlocked', who, known(subject));
    case 'member.unblock':
      return t('moderationUnblocked', who, known(subject));
    case 'member.role':
      return t(`moderationRole_${role ?? 'member'}`, who, known(subject));
    case 'group.edit':
      return t('moderationEdited', who);
    case 'invitation.end':
      return t('moderationInvitationEnded', who);
    case 'webhook.add':
      return t('moderationWebhookAdded', who);
    case 'webhook.remove':
      return t('moderationWebhookRemoved', who);
    case 'webhook.pause':
      return t('moderationWebhookPaused', who);
    case 'webhook.resume':
      return t('moderationWebhookResumed', who);
  }
}
