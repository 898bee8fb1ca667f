/** What concerns the reader: answers, mentions and thanks, the newest first, to be read and laid aside. */
import { useMemo } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import type { InboxEntry } from '../store/inbox-marks.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { UnreadBadge } from '../ui/unread-badge.tsx';
import { InboxItem } from './inbox-item.tsx';
import type { ViewProps } from './ports.ts';
import { useGrowing } from '../ui/use-growing.ts';
import './inbox.css';

export function unreadOf(inbox: readonly InboxEntry[]): InboxEntry[] {
  return inbox.filter(({ isRead }) => !isRead);
}

export function ForYouView({ library, ports }: ViewProps) {
  const { inbox } = library;
  const { call } = ports;
  const unread = unreadOf(inbox);
  const mark = (entries: readonly InboxEntry[], isRead: boolean): void =>
    void call('inbox.mark', { entries: entries.map(({ id, at }) => ({ id, at })), isRead });
  const rows = useMemo(() => inbox.map((entry) => ({ entry, mark })), [inbox]);
  const shown = useGrowing(rows, 20, drawEntry);
  if (inbox.length === 0) {
    return (
      <>
        <h1>{t('inboxTitle')}</h1>
        <EmptyState icon="check" title={t('inboxEmpty')}>
          {t('inboxEmptyHint')}
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <h1>{t('inboxTitle')}</h1>
      <div class="list-head">
        <p class="soft">{t('inboxHint')}</p>
        {unread.length > 0 && (
          <Button icon="check" onClick={() => mark(unread, true)}>
            {t('inboxAllRead')} <UnreadBadge count={unread.length} />
          </Button>
        )}
      </div>
      <ul class="inbox">{shown}</ul>
    </>
  );
}

function drawEntry({ entry, mark }: { entry: InboxEntry; mark: (entries: InboxEntry[], isRead: boolean) => void }) {
  return <InboxItem key={entry.id} entry={entry} mark={(isRead) => mark([entry], isRead)} />;
}
