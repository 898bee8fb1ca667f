/**
 * The service worker (Firefox: event page): wiring only. Every listener is registered before the
 * first await, and nothing that must survive stands in a variable: the worker is evicted at will.
 */
import { openTab } from '../platform/active-tab.ts';
import { showBadge } from '../platform/badge.ts';
import { NOTE_PATH } from '../core/note-link.ts';
import { saveToDownloads } from '../platform/downloads.ts';
import { broadcast } from '../platform/events.ts';
import { onNotificationClick, showNotification } from '../platform/notifications.ts';
import { pageUrl } from '../platform/page-url.ts';
import { relayPorts } from '../platform/port.ts';
import { keepIdsFrom } from '../platform/link-rule.ts';
import { serve } from '../platform/messages.ts';
import { every, onBrowserStart, onCommand, onInstall, onUpdate, stayAwake } from '../platform/schedule.ts';
import { changeShortcuts, readShortcuts } from '../platform/shortcuts.ts';
import {
  injectIntoOpenTabs,
  onTabAddress,
  onTabClosed,
  onTabMoved,
  openPage,
  openTabFor,
  openTabs,
  openWindow,
  runInTab,
} from '../platform/tabs.ts';
import type { ExtensionEvent } from '../protocol/events.ts';
import { GLANCE_PORT, MARGIN_PORT } from '../protocol/frame-ports.ts';
import { openStore } from '../store/database.ts';
import { readIdentity } from '../store/meta.ts';
import { readConversation, readPart } from '../store/read-conversation.ts';
import { realSources as sources } from '../store/sources.ts';
import { endpointOrigin } from '../sync/endpoint.ts';
import { Syncer } from '../sync/syncer.ts';
import type { Background } from './background.ts';
import { Backups } from './backups.ts';
import { Badges } from './badges.ts';
import { declines, refreshPage, runCommand, showPassage, takeOverPages } from './commands.ts';
import { Notifier } from './notifier.ts';
import { ReadAhead } from './read-ahead.ts';
import { services } from './services.ts';

const report = (error: unknown): void => console.error(error);
const start = (work: () => Promise<unknown>) => (): void => void work().catch(report);

const db = openStore();
const framesInPages = relayPorts(MARGIN_PORT);
relayPorts(GLANCE_PORT);
const badges = new Badges(db, { show: showBadge, tabs: openTabs, refresh: (tab) => void refreshPage(tab) });
const notifier = new Notifier(db, { sources, show: (words) => showNotification('inbox', words) });
const ahead = new ReadAhead(
  { whole: (keys) => readConversation(db, keys), part: (keys, ids) => readPart(db, keys, ids) },
  Date.now,
);
const tell = (event: ExtensionEvent): void => {
  ahead.forget();
  broadcast(event, framesInPages()).catch(report);
  if (event.event === 'status') keepLinks();
  if (event.event !== 'notes') return;
  notifier.changed();
  badges.changed(event.keys).catch(report);
};
const timer = (run: () => void, milliseconds: number) => {
  const timeout = setTimeout(run, milliseconds);
  return () => clearTimeout(timeout);
};
const http = { fetch: globalThis.fetch.bind(globalThis) };
const syncer = new Syncer(db, { ...http, WebSocket, sources, random: Math.random, timer, stayAwake, tell, report });
const background: Background = { db, syncer, ahead, sources, http, tell, report };
const backups = new Backups(background, saveToDownloads);

const keepLinks = start(async () => {
  const { endpoint } = await readIdentity(db);
  await keepIdsFrom(endpoint === null ? null : endpointOrigin(endpoint), NOTE_PATH);
});
const openMargin = (tab: number): Promise<void> => openWindow(`src/margin/index.html#tab=${tab}`);
const annotate = (tab: number): Promise<void> => runInTab(tab, '/annotate.js');

serve(
  services(background, {
    badges,
    openMargin,
    annotate,
    showPassage,
    declines,
    openTab: openTabFor,
    shortcuts: readShortcuts,
    changeShortcuts,
    backups,
  }),
);
every(
  'backup',
  30,
  start(() => backups.look()),
);
every(
  'sync',
  0.5,
  start(() => Promise.all([syncer.revive(), notifier.look()])),
);
onNotificationClick(start(() => openTab(pageUrl('src/library/index.html#for-you'))));
onBrowserStart(start(() => syncer.run()));
onInstall(start(() => Promise.all([injectIntoOpenTabs(), openPage('src/library/index.html#welcome')])));
onUpdate(start(takeOverPages));
onCommand((command, tab) => void runCommand(command, tab));
onTabAddress((tab) => void badges.count(tab).catch(report));
onTabMoved((tab) => void refreshPage(tab));
onTabClosed((tab) => badges.forget(tab));
globalThis.addEventListener(
  'online',
  start(() => syncer.run()),
);
start(() => Promise.all([syncer.revive(), notifier.look()]))();
keepLinks();
