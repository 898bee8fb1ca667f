/** What somebody sees who has just installed the extension: three short steps, none of them required. */
import { listOf } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import { offeredName } from '../protocol/offered-name.ts';
import { Icon } from '../ui/icon.tsx';
import { JoinForm } from '../ui/join-form.tsx';
import { Notice } from '../ui/notice.tsx';
import { KeyList } from '../ui/key-list.tsx';
import { keyPorts } from './key-ports.ts';
import type { ViewProps } from './ports.ts';

/** A page anybody can try on; it is about what the extension is named after. */
const ANY_PAGE = 'https://en.wikipedia.org/wiki/Commonplace_book';

export function WelcomeView({ library, ports }: ViewProps) {
  const { groups, sync } = library;
  const joined = groups.filter(({ personal }) => !personal);
  const reading = sync.endpoint === null ? ANY_PAGE : new URL('/readings/', sync.endpoint).href;
  return (
    <div class="welcome">
      <h1>{t('welcomeTitle')}</h1>
      <p class="welcome-lead">{t('welcomeLead')}</p>
      <ol class="steps">
        <li class="card">
          <h2>{t('welcomeJoin')}</h2>
          {joined.length > 0 ? (
            <Notice>{t('welcomeJoined', listOf(joined.map(({ name }) => name)))}</Notice>
          ) : (
            <>
              <p class="soft">{t('welcomeJoinHint')}</p>
              <JoinForm
                name={offeredName(library)}
                join={(invitation, name) => ports.call('group.join', { invitation, name })}
              />
            </>
          )}
        </li>
        <li class="card">
          <h2>{t('welcomeAlone')}</h2>
          <p class="soft">{t('welcomeAloneHint')}</p>
          <KeyList {...keyPorts(ports, library)} />
        </li>
        <li class="card">
          <h2>{t('welcomeRead')}</h2>
          <p class="soft">{t(sync.endpoint === null ? 'welcomeReadAny' : 'welcomeReadHint')}</p>
          <a class="button button-primary" href={reading} target="_blank" rel="noopener noreferrer">
            <Icon name="page" />
            {t('welcomeReadGo')}
          </a>
        </li>
      </ol>
      <p class="soft welcome-promise">{t('welcomePromise')}</p>
    </div>
  );
}
