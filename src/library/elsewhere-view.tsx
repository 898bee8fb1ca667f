/** Where a group can be read outside of the extension: by one's own feed. */
import type { Id } from '../core/id.ts';
import { t } from '../platform/i18n.ts';
import { FeedCard } from './feed-card.tsx';
import type { ViewProps } from './ports.ts';

export function ElsewhereView({ group, library, ports }: ViewProps & { group: Id }) {
  const name = library.groups.find(({ id }) => id === group)?.name ?? '';
  return (
    <>
      <h1>{t('elsewhereTitle', name)}</h1>
      <FeedCard group={group} call={ports.call} />
    </>
  );
}
