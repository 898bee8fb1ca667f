/** The ways from a group's card to its members and to where it can be read elsewhere, and for its hosts to what was reported and moderated. */
import type { Id } from '../core/id.ts';
import { may } from '../core/permission.ts';
import { t } from '../platform/i18n.ts';
import type { GroupChoice } from '../protocol/from-pages.ts';
import { hashOf } from './route.ts';

export function GroupPlaces({ group: { id: group, name, role }, me }: { group: GroupChoice; me: Id }) {
  const actor = { user: me, role };
  return (
    <ul class="group-places">
      <li>
        <a href={hashOf({ at: 'members', group })} aria-label={t('membersTitle', name)}>
          {t('membersOpen')}
        </a>
      </li>
      <li>
        <a href={hashOf({ at: 'elsewhere', group })} aria-label={t('elsewhereTitle', name)}>
          {t('elsewhereOpen')}
        </a>
      </li>
      {may(actor, { verb: 'group.readReports' }) && (
        <li>
          <a href={hashOf({ at: 'reports', group })} aria-label={t('reportsTitle', name)}>
            {t('reportsOpen')}
          </a>
        </li>
      )}
      {may(actor, { verb: 'group.readModeration' }) && (
        <li>
          <a href={hashOf({ at: 'moderation', group })} aria-label={t('moderationOpenNamed', name)}>
            {t('moderationOpen')}
          </a>
        </li>
      )}
    </ul>
  );
}
