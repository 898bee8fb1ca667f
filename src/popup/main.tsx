/** Entry of the popup: connects it to the tab in front, the store (reading) and the background (writing). */
import { first, tab } from './start.ts';
import { factsOf } from '../core/page-says.ts';
import { filesAllowed, openAddress, openTab, reloadTab, type ActiveTab } from '../platform/active-tab.ts';
import { t } from '../platform/i18n.ts';
import { pageUrl } from '../platform/page-url.ts';
import { tabCaller } from '../platform/rpc.ts';
import { toContent } from '../protocol/to-content.ts';
import { roomWhereLow } from '../store/room.ts';
import { mountPage } from '../ui/mount.tsx';
import { sayClosed } from '../ui/store-closed.tsx';
import { stateOfAddress, stateOfPage } from './page-state.ts';
import { Popup } from './popup.tsx';
import type { PopupPorts } from './ports.ts';
import { reading } from './reading.ts';

const connected = () => import('./connected.ts');
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
  // The notes are asked for first.
  await new Promise((resolve) => setTimeout(resolve));
  const facts = await askPage(front)('page.says', {}).then(factsOf, () => null);
  // Only of a file that does not answer it matters, and to ask takes a while.
  const allowed = facts === null && front.url.startsWith('file:') && (await filesAllowed());
  if (!signal.aborted) show(stateOfPage(front, facts, allowed));
}

const ports: PopupPorts = {
  call: async (method, params) => (await connected()).call(method, params),
  watchPage: (show, signal) => void tellPage(show, signal),
  ...reading(first, async () => (await connected()).startWatching(), sayClosed('popup', t('extensionName'))),
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
