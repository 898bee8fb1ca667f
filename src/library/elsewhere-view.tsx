/** Where a group can be read outside of the extension: by one's own feed, and by what its hosts have its notes told to. */
import type { Id } from '../core/id.ts';
import { may } from '../core/permission.ts';
import { t } from '../platform/i18n.ts';
import { FeedCard } from './feed-card.tsx';
import type { ViewProps } from './ports.ts';
import { ToldTo } from './told-to.tsx';
import { WebhooksCard } from './webhooks-card.tsx';

export function ElsewhereView({ group, library, ports }: ViewProps & { group: Id }) {
  const found = library.groups.find(({ id }) => id === group);
  const name = found?.name ?? '';
  const isHost = found !== undefined && may({ user: library.me.id, role: found.role }, { verb: 'group.edit' });
  return (
    <>
      <h1>{t('elsewhereTitle', name)}</h1>
      <ToldTo hosts={found?.toldTo ?? []} />
      <FeedCard group={group} call={ports.call} />
      {isHost && <WebhooksCard group={group} call={ports.call} />}
    </>
  );
}
