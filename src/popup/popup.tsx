/** The popup: what peers wrote on this page, who will see what I write, and the way into a group. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import type { Conversation } from '../protocol/from-pages.ts';
import { IconButton } from '../ui/button.tsx';
import { GroupsView } from './groups-view.tsx';
import type { PageState } from './page-state.ts';
import { PageView } from './page-view.tsx';
import type { PopupPorts } from './ports.ts';
import './popup.css';

export function Popup({ ports }: { ports: PopupPorts }) {
  const page = usePage(ports);
  const conversation = useNotes(ports, page?.keys);
  const [view, setView] = useState<'page' | 'groups'>('page');
  // The first moment is a few milliseconds long: nothing is better than a flicker.
  if (!page || !conversation) return <main class="popup" aria-busy="true" />;
  return (
    <main class="popup">
      <header class="popup-head">
        <h1 class="wordmark">{t('extensionName')}</h1>
        <div class="popup-head-acts">
          <IconButton
            icon="people"
            label={t('popupGroups')}
            aria-pressed={view === 'groups'}
            onClick={() => setView(view === 'groups' ? 'page' : 'groups')}
          />
          <IconButton icon="page" label={t('openLibrary')} onClick={() => void ports.openLibrary('')} />
        </div>
      </header>
      {view === 'page' ? (
        <PageView page={page} conversation={conversation} ports={ports} onSignIn={() => setView('groups')} />
      ) : (
        <GroupsView conversation={conversation} ports={ports} onDone={() => setView('page')} />
      )}
    </main>
  );
}

function usePage(ports: PopupPorts): PageState | null {
  const [page, setPage] = useState<PageState | null>(null);
  useEffect(() => {
    const life = new AbortController();
    ports.watchPage(setPage, life.signal);
    return () => life.abort();
  }, [ports]);
  return page;
}

function useNotes(ports: PopupPorts, keys: readonly string[] | undefined): Conversation | null {
  const [conversation, setConversation] = useState<Conversation | null>(null);
  const name = keys?.join('\n');
  useEffect(() => {
    if (keys === undefined) return undefined;
    const life = new AbortController();
    ports.watchNotes(keys, setConversation, life.signal);
    return () => life.abort();
    // The same names in a new list are the same document.
  }, [ports, name]);
  return conversation;
}
