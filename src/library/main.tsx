/** Entry of the library: connects it to the store (reading), the background (writing) and the browser. */
import { onEvent } from '../platform/events.ts';
import { t } from '../platform/i18n.ts';
import { askForHost } from '../platform/host-permission.ts';
import { imagesFrom } from '../platform/images-from.ts';
import { askForNotifications } from '../platform/notifications.ts';
import { backgroundCaller } from '../platform/rpc.ts';
import { readShortcuts } from '../platform/shortcuts.ts';
import { fromPages } from '../protocol/from-pages.ts';
import { openStore } from '../store/database.ts';
import { imagesOf } from '../store/image-bytes.ts';
import { watch } from '../store/live-query.ts';
import { readLibrary } from '../store/read-library.ts';
import { mountPage } from '../ui/mount.tsx';
import { sayClosed } from '../ui/store-closed.tsx';
import { download } from './download.ts';
import { Library } from './library.tsx';
import type { LibraryPorts } from './ports.ts';

const store = openStore();

const call = backgroundCaller('pages', fromPages);
const ports: LibraryPorts = {
  call,
  watchAll: (show, signal, withMuted) => watch(() => readLibrary(store, withMuted), show, signal),
  shortcuts: readShortcuts,
  askForNotifications,
  askForHost,
  fetch: (url, init) => fetch(url, init),
  images: imagesFrom(call, onEvent),
  imagesOf: (notes) => imagesOf(store, notes),
  save: download,
};

mountPage(<Library ports={ports} />, t('libraryTitle'));
store.open().catch(sayClosed('library-main', t('libraryTitle')));
