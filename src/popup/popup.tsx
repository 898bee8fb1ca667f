/** The popup: what peers wrote on this page and beside it, who will see what I write, and the way into a group. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { NO_FILTER } from '../core/finding.ts';
import { keysWith, NO_KEYS } from '../core/own-keys.ts';
import { t } from '../platform/i18n.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { muter } from '../ui/mute-person.ts';
import { RoomNotice } from '../ui/room-notice.tsx';
import { Toasts, useToasts } from '../ui/toasts.tsx';
import { UnreadBadge } from '../ui/unread-badge.tsx';
import { later } from './later.tsx';
import type { PageState } from './page-state.ts';
import { PageView } from './page-view.tsx';
import type { PopupPorts } from './ports.ts';
import { useCommons } from './use-commons.ts';
import { usePopupKeys } from './use-popup-keys.ts';
import './popup.css';

const KeysDialog = later(() => import('../ui/keys-dialog.tsx').then((file) => file.KeysDialog));
const GroupsView = later(() => import('./groups-view.tsx').then((file) => file.GroupsView));

export function Popup({ ports }: { ports: PopupPorts }) {
  const page = usePage(ports);
  const [withMuted, setWithMuted] = useState(false);
  const { conversation, commons } = useCommons(ports, page?.keys, withMuted);
  const unread = useUnread(ports, commons !== null);
  const [view, setView] = useState<'page' | 'groups'>('page');
  // Here, so that it is kept while one looks at the groups.
  const [filter, setFilter] = useState(NO_FILTER);
  const toasts = useToasts();
  const keys = useMemo(
    () => (conversation ? keysWith(conversation.ownKeys) : NO_KEYS),
    [conversation === null, conversation?.ownKeys],
  );
  const [showsKeys, setShowsKeys] = useState(false);
  usePopupKeys(keys, () => setShowsKeys(true));
  const readShortcuts = useCallback(async () => (await ports.call('shortcuts.read', {})).shortcuts, [ports]);
  // The first moment is a few milliseconds long: nothing is better than a flicker.
  if (!page || !conversation) return <main class="popup" aria-busy="true" />;
  return (
    <main class="popup">
      <header class="popup-head">
        <h1 class="wordmark">{t('extensionName')}</h1>
        <div class="popup-head-acts">
          {unread > 0 && (
            <Button
              weight="quiet"
              icon="reply"
              title={t('inboxTitle')}
              onClick={() => void ports.openLibrary('#for-you')}
            >
              <UnreadBadge count={unread} />
            </Button>
          )}
          <IconButton
            icon="people"
            label={t('popupGroups')}
            aria-pressed={view === 'groups'}
            onClick={() => setView(view === 'groups' ? 'page' : 'groups')}
          />
          <IconButton icon="page" label={t('openLibrary')} onClick={() => void ports.openLibrary('')} />
        </div>
      </header>
      <RoomNotice left={ports.roomLeft} />
      {view === 'page' ? (
        <PageView
          page={page}
          conversation={conversation}
          commons={commons}
          ports={ports}
          keys={keys}
          filter={filter}
          onFilter={setFilter}
          withMuted={withMuted}
          onWithMuted={setWithMuted}
          onMute={muter((person) => ports.call('person.mute', person), toasts.show)}
          onSignIn={() => setView('groups')}
        />
      ) : (
        <GroupsView conversation={conversation} ports={ports} onDone={() => setView('page')} />
      )}
      {showsKeys && (
        <KeysDialog
          read={readShortcuts}
          onChange={() => void ports.call('shortcuts.change', {})}
          keys={keys}
          choose={(chosen) => ports.call('keys.choose', { chosen })}
          onClose={() => setShowsKeys(false)}
        />
      )}
      <Toasts toasts={toasts.toasts} dismiss={toasts.dismiss} />
    </main>
  );
}

function usePage(ports: PopupPorts): PageState | null {
  const [page, setPage] = useState<PageState | null>(null);
  // Before the first frame, which has nothing to show: an effect after it would keep the reading waiting.
  useLayoutEffect(() => {
    const life = new AbortController();
    ports.watchPage(setPage, life.signal);
    return () => life.abort();
  }, [ports]);
  return page;
}

/** What is new for the reader is the last to be asked for: it takes reading all notes. */
function useUnread(ports: PopupPorts, isTurn: boolean): number {
  const [unread, setUnread] = useState(0);
  useEffect(() => {
    if (!isTurn) return undefined;
    const life = new AbortController();
    ports.watchUnread(setUnread, life.signal);
    return () => life.abort();
  }, [ports, isTurn]);
  return unread;
}
