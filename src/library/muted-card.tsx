/** Whom the reader has muted on this device, and the way to hear them again. */
import { t } from '../platform/i18n.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import type { ViewProps } from './ports.ts';

export function MutedCard({ library: { mutedPeople }, ports }: ViewProps) {
  return (
    <section class="card" aria-labelledby="muted">
      <h2 id="muted">{t('mutedTitle')}</h2>
      <p class="soft">{t(mutedPeople.length === 0 ? 'mutedNobody' : 'mutedWords')}</p>
      {mutedPeople.length > 0 && (
        <ul class="muted-people">
          {mutedPeople.map(({ group, member, at, name, groupName }) => (
            <li key={`${group} ${member}`} class="muted-person">
              <Avatar name={name || t('noteNoName')} seed={member} />
              <span class="muted-who">
                <bdi class="note-author">{name || t('noteNoName')}</bdi>
                <span class="soft">
                  <bdi>{groupName || t('mutedUnknownGroup')}</bdi> · <TimeAgo instant={at} />
                </span>
              </span>
              <Button
                size="small"
                aria-label={t('muteUndo', name || t('noteNoName'))}
                onClick={() => void ports.call('person.mute', { group, member, muted: false })}
              >
                {t('mutedUnmute')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
