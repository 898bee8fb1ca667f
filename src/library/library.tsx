/** The library: everything on this device, and what concerns it as a whole. */
import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { keysWith, NO_KEYS, type OwnKeys } from '../core/own-keys.ts';
import { t } from '../platform/i18n.ts';
import type { Library as Content } from '../store/read-library.ts';
import { errorText } from '../ui/error-text.ts';
import { Images } from '../ui/image-source.ts';
import { KeysDialog } from '../ui/keys-dialog.tsx';
import { MutedLine } from '../ui/muted-line.tsx';
import { muter } from '../ui/mute-person.ts';
import { Notice } from '../ui/notice.tsx';
import { commandFor } from '../ui/pressed-chord.ts';
import { RoomNotice } from '../ui/room-notice.tsx';
import { SyncLine } from '../ui/sync-line.tsx';
import { Toasts, useToasts } from '../ui/toasts.tsx';
import { done, useAction } from '../ui/use-action.ts';
import { DocumentView } from './document-view.tsx';
import { ForYouView, unreadOf } from './for-you-view.tsx';
import { GroupsView } from './groups-view.tsx';
import { ImportView } from './import/import-view.tsx';
import { lostNotes, LostView } from './lost-view.tsx';
import { MembersView } from './members-view.tsx';
import { ElsewhereView } from './elsewhere-view.tsx';
import { ModerationView } from './moderation-view.tsx';
import { Navigation } from './navigation.tsx';
import { NotSentView } from './not-sent-view.tsx';
import { NotesView } from './notes-view.tsx';
import type { LibraryPorts, NotesProps } from './ports.ts';
import { keyPorts } from './key-ports.ts';
import { hashOf, useRoute, type Route } from './route.ts';
import { ReportsView } from './reports-view.tsx';
import { SettingsView } from './settings-view.tsx';
import { WelcomeView } from './welcome-view.tsx';
import './library.css';
import './places.css';
import './safety.css';

export function Library({ ports }: { ports: LibraryPorts }) {
  const [withMuted, setWithMuted] = useState(false);
  const library = useLibrary(ports, withMuted);
  const toasts = useToasts();
  const route = useRoute();
  const { failed, run } = useAction();
  const [showsKeys, setShowsKeys] = useState(false);
  const [query, setQuery] = useState('');
  useEffect(() => scrollTo(0, 0), [hashOf(route)]);
  const keys = useMemo(() => (library ? keysWith(library.ownKeys) : NO_KEYS), [library === null, library?.ownKeys]);
  useKeyOfList(keys, () => setShowsKeys(true));
  if (!library) return <main class="library" aria-busy="true" />;
  const again = () => void run(() => done(ports.call('sync.now', {})));
  const go = (to: Route) => {
    location.hash = hashOf(to);
  };
  return (
    <div class="library">
      {showsKeys && <KeysDialog {...keyPorts(ports, library)} onClose={() => setShowsKeys(false)} />}
      <header class="library-side">
        <p class="wordmark">{t('extensionName')}</p>
        <Navigation
          route={route}
          unread={unreadOf(library.inbox).length}
          lost={lostNotes(library).length}
          refused={library.sync.refused}
        />
        <SyncLine
          sync={library.sync}
          acts={{
            again,
            signIn: () => go({ at: 'settings' }),
            refused: () => go({ at: 'not-sent' }),
          }}
        />
        {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
        <RoomNotice left={ports.roomLeft} />
      </header>
      <main class="library-main">
        <Images value={ports.images}>
          <View
            route={route}
            library={library}
            ports={ports}
            onMute={muter((person) => ports.call('person.mute', person), toasts.show)}
            withMuted={withMuted}
            search={{ query, onQuery: setQuery, say: toasts.show }}
          />
        </Images>
        {SHOWS_NOTES.has(route.at) && <MutedLine count={library.muted} shown={withMuted} onShow={setWithMuted} />}
      </main>
      <Toasts toasts={toasts.toasts} dismiss={toasts.dismiss} />
    </div>
  );
}

const SHOWS_NOTES: ReadonlySet<Route['at']> = new Set(['notes', 'document', 'lost']);

type Search = Pick<Parameters<typeof NotesView>[0], 'query' | 'onQuery' | 'say'>;

function View({ route, search, ...props }: { route: Route; search: Search } & NotesProps) {
  switch (route.at) {
    case 'notes':
      return <NotesView {...props} {...search} />;
    case 'document':
      return <DocumentView key={route.key} documentKey={route.key} {...props} />;
    case 'for-you':
      return <ForYouView {...props} />;
    case 'lost':
      return <LostView {...props} />;
    case 'not-sent':
      return <NotSentView {...props} />;
    case 'elsewhere':
      return <ElsewhereView key={route.group} group={route.group} {...props} />;
    case 'moderation':
      return <ModerationView key={route.group} group={route.group} {...props} />;
    case 'members':
      return <MembersView key={route.group} group={route.group} {...props} />;
    case 'reports':
      return <ReportsView key={route.group} group={route.group} {...props} />;
    case 'groups':
      return <GroupsView {...props} />;
    case 'import':
      return <ImportView {...props} />;
    case 'settings':
      return <SettingsView {...props} />;
    case 'welcome':
      return <WelcomeView {...props} />;
  }
}

/** Wherever the focus is, also where nothing has it. */
function useKeyOfList(keys: OwnKeys, open: () => void): void {
  useLayoutEffect(() => {
    const life = new AbortController();
    const ask = (event: KeyboardEvent): void => {
      if (commandFor(event, keys) !== 'list') return;
      event.preventDefault();
      open();
    };
    document.addEventListener('keydown', ask, { signal: life.signal });
    return () => life.abort();
  }, [keys]);
}

function useLibrary(ports: LibraryPorts, withMuted: boolean): Content | null {
  const [library, setLibrary] = useState<Content | null>(null);
  useEffect(() => {
    const life = new AbortController();
    ports.watchAll(setLibrary, life.signal, withMuted);
    return () => life.abort();
  }, [ports, withMuted]);
  return library;
}
