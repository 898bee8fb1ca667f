/** Entry of the library: connects it to the store (reading), the background (writing) and the browser. */
import { onEvent } from '../platform/events.ts';
import { t } from '../platform/i18n.ts';
import { askForDownloads } from '../platform/downloads.ts';
import { offeredTexts } from '../platform/handed-texts.ts';
import { askForHost } from '../platform/host-permission.ts';
import { imagesFrom } from '../platform/images-from.ts';
import { askForNotifications } from '../platform/notifications.ts';
import { backgroundCaller } from '../platform/rpc.ts';
import { readShortcuts } from '../platform/shortcuts.ts';
import { fromPages } from '../protocol/from-pages.ts';
import { openStore } from '../store/database.ts';
import { imagesOf } from '../store/image-bytes.ts';
import { watch } from '../store/live-query.ts';
import { readDesk } from '../store/read-desk.ts';
import { readDocument } from '../store/read-document.ts';
import { roomWhereLow } from '../store/room.ts';
import { mountPage } from '../ui/mount.tsx';
import { sayClosed } from '../ui/store-closed.tsx';
import { catalogIn } from './catalog/client.ts';
import { toldTogether } from './catalog/told-together.ts';
import { download } from './download.ts';
import { Library } from './library.tsx';
import type { LibraryPorts } from './ports.ts';

// Begun before anything else: it reads from disk while the page is made.
const catalog = catalogIn(new Worker(new URL('catalog/worker.ts', import.meta.url), { type: 'module' }));
const store = openStore();

const call = backgroundCaller('pages', fromPages);
const ports: LibraryPorts = {
  call,
  texts: offeredTexts(),
  watchAll: toldTogether(catalog, (show, signal, withMuted) => watch(() => readDesk(store, withMuted), show, signal)),
  watchDocument: (key, show, signal, withMuted) => watch(() => readDocument(store, key, withMuted), show, signal),
  catalog,
  shortcuts: readShortcuts,
  askForNotifications,
  askForDownloads: async () => {
    const isAllowed = await askForDownloads();
    // Who wants backups wants the notes to stay: then the browser does not clear them when the disk is full.
    if (isAllowed) await navigator.storage.persist();
    return isAllowed;
  },
  roomLeft: () => roomWhereLow(navigator.storage),
  askForHost,
  fetch: (url, init) => fetch(url, init),
  images: imagesFrom(call, onEvent),
  imagesOf: (notes) => imagesOf(store, notes),
  save: download,
};

mountPage(<Library ports={ports} />, t('libraryTitle'));
store.open().catch(sayClosed('library-main', t('libraryTitle')));
