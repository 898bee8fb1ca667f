/** The way between the places of the library: plain links, so that everything a browser does with links works. */
import { t } from '../platform/i18n.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { UnreadBadge } from '../ui/unread-badge.tsx';
import { hashOf, type Route } from './route.ts';

type Props = { route: Route; unread: number; lost: number; refused: number };

export function Navigation({ route, unread, lost, refused }: Props) {
  const here = route.at === 'document' ? 'notes' : 'group' in route ? 'groups' : route.at;
  const link = (
    at: Exclude<Route, { group: string } | { key: string }>['at'],
    icon: IconName,
    words: string,
    count = 0,
  ) => (
    <li>
      <a class="nav-link" href={hashOf({ at })} aria-current={here === at ? 'page' : undefined}>
        <Icon name={icon} />
        {words}
        {at === 'for-you' && <UnreadBadge count={unread} />}
        {count > 0 && <span class={at === 'lost' ? 'nav-count soft' : 'nav-count'}>{count}</span>}
      </a>
    </li>
  );
  return (
    <nav aria-label={t('libraryPlaces')}>
      <ul class="nav">
        {link('notes', 'note', t('libraryNotes'))}
        {link('for-you', 'reply', t('inboxTitle'))}
        {(lost > 0 || here === 'lost') && link('lost', 'question', t('libraryLost'), lost)}
        {(refused > 0 || here === 'not-sent') && link('not-sent', 'warning', t('sendRefused'), refused)}
        {link('groups', 'people', t('libraryGroups'))}
        {link('import', 'import', t('importTitle'))}
        {link('settings', 'lock', t('librarySettings'))}
        {link('welcome', 'info', t('libraryWelcome'))}
      </ul>
    </nav>
  );
}
