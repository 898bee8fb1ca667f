/** Entry of the popup: connects it to the tab in front, the store (reading) and the background (writing). */
import { opening, store, tab } from './start.ts';
import { factsOf } from '../core/page-says.ts';
import { filesAllowed, openAddress, openTab, reloadTab, type ActiveTab } from '../platform/active-tab.ts';
import { t } from '../platform/i18n.ts';
import { pageUrl } from '../platform/page-url.ts';
import { backgroundCaller, tabCaller } from '../platform/rpc.ts';
import { fromPages } from '../protocol/from-pages.ts';
import { toContent } from '../protocol/to-content.ts';
import { watch } from '../store/live-query.ts';
import { readCommons } from '../store/read-commons.ts';
import { readConversation } from '../store/read-conversation.ts';
import { countUnread } from '../store/read-inbox.ts';
import { roomWhereLow } from '../store/room.ts';
import { mountPage } from '../ui/mount.tsx';
import { sayClosed } from '../ui/store-closed.tsx';
import { stateOfAddress, stateOfPage } from './page-state.ts';
import { Popup } from './popup.tsx';
import type { PopupPorts } from './ports.ts';

const askPage = ({ id }: ActiveTab) => tabCaller('content', toContent, id);
const withTab = async (does: (tab: ActiveTab) => Promise<unknown>): Promise<void> => {
  const front = await tab;
  if (front) await does(front);
  window.close();
};

async function tellPage(show: Parameters<PopupPorts['watchPage']>[0], signal: AbortSignal): Promise<void> {
  const front = await tab;
  if (signal.aborted) return;
  show(stateOfAddress(front?.url ?? '', front?.title ?? ''));
  if (!front) return;
  const facts = await askPage(front)('page.says', {}).then(factsOf, () => null);
  const allowed = await filesAllowed();
  if (!signal.aborted) show(stateOfPage(front, facts, allowed));
}

const ports: PopupPorts = {
  call: backgroundCaller('pages', fromPages),
  watchPage: (show, signal) => void tellPage(show, signal),
  watchNotes: ({ keys, withMuted }, show, signal) =>
    watch(() => readConversation(store, keys, withMuted), show, signal),
  watchCommons: (asked, show, signal) => watch(() => readCommons(store, asked), show, signal),
  watchUnread: (show, signal) => watch(() => countUnread(store), show, signal),
  openMargin: (note) => withTab((front) => askPage(front)('margin.show', { note })),
  openLibrary: (place) => withTab(() => openTab(pageUrl(`src/library/index.html${place}`))),
  openPage: async (address) => {
    await openAddress(address);
    window.close();
  },
  reloadPage: () => withTab(({ id }) => reloadTab(id)),
  roomLeft: () => roomWhereLow(navigator.storage),
};

mountPage(<Popup ports={ports} />, t('extensionName'));
opening.catch(sayClosed('popup', t('extensionName')));
