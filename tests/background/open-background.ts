/** The background without a browser: real handlers over a real store and syncer; what it would tell is written down. */
import type { ExtensionEvent } from '../../src/protocol/events.ts';
import type { Sender } from '../../src/platform/messages.ts';
import { accountHandlers } from '../../src/background/account-handlers.ts';
import type { Background } from '../../src/background/background.ts';
import { Badges } from '../../src/background/badges.ts';
import { groupHandlers } from '../../src/background/group-handlers.ts';
import { ReadAhead } from '../../src/background/read-ahead.ts';
import { noteHandlers } from '../../src/background/note-handlers.ts';
import { linkHandlers } from '../../src/background/note-links.ts';
import { ownAccountHandlers } from '../../src/background/own-account-handlers.ts';
import { pageHandlers } from '../../src/background/page-handlers.ts';
import { syncHandlers } from '../../src/background/sync-handlers.ts';
import { readConversation, readPart } from '../../src/store/read-conversation.ts';
import { Device, realPorts, sources } from '../sync/device.ts';
import { fields } from '../store/open-test-store.ts';

export const PAGE = 'https://example.org/reading';
export const content = (url = PAGE): Sender => ({ from: 'content', tab: 1, frame: 0, url });
export const page: Sender = { from: 'page', tab: null, frame: 0, url: 'chrome-extension://x/src/popup/index.html' };
/** What the first script sends; what it means is tests/core/page-says. */
export const says = (change: object = {}) => ({ url: PAGE, title: 'A reading', head: [], optedOut: false, ...change });
export const facts = (change: object = {}) => ({ url: PAGE, title: 'A reading', optedOut: false, ...change });

export function openBackground() {
  const device = new Device();
  const events: ExtensionEvent[] = device.events;
  const ahead = new ReadAhead(
    {
      whole: (keys) => readConversation(device.db, keys),
      part: (keys, ids) => readPart(device.db, keys, ids),
    },
    sources.now,
  );
  const background: Background = {
    db: device.db,
    syncer: device.syncer,
    ahead,
    sources,
    http: { fetch },
    tell: (event) => {
      ahead.forget();
      events.push(event);
    },
    report: realPorts.report,
  };
  const badge = new Map<number, number>();
  const tabs: { id: number; url: string }[] = [];
  const opened: number[] = [];
  const annotated: number[] = [];
  const declining = new Set<number>();
  /** Tabs whose page went on before it could be asked. */
  const gone = new Set<number>();
  const shown: { tab: number; note: string; passage: string }[] = [];
  const wentTo: { tab: number; url: string }[] = [];
  const refreshed: number[] = [];
  const badges = new Badges(device.db, {
    show: async (tab, count) => void badge.set(tab, count),
    tabs: async () => tabs,
    refresh: (tab) => void refreshed.push(tab),
  });
  const fromPages = {
    ...noteHandlers(background),
    ...groupHandlers(background),
    ...accountHandlers(background),
    ...ownAccountHandlers(background),
    ...syncHandlers(background),
    ...linkHandlers(background, {
      openTab: async (url, before) => {
        const tab = 100 + wentTo.length;
        await before(tab);
        wentTo.push({ tab, url });
      },
    }),
  };
  const fromContent = pageHandlers(background, {
    badges,
    openMargin: async (tab) => void opened.push(tab),
    annotate: async (tab) => void annotated.push(tab),
    declines: async (tab) => (gone.has(tab) ? null : declining.has(tab)),
    showPassage: async (tab, { note, passage }) => void shown.push({ tab, note, passage }),
  });
  const write = async (text: string, group?: string, target = fields().target) => {
    const { writeTo } = await device.conversation();
    const { tags, parent } = fields();
    const note = { kind: 'comment', text, tags, target, parent, group: group ?? writeTo } as const;
    return (await fromPages['note.create'](note, page)).id;
  };
  return {
    background,
    device,
    events,
    badge,
    badges,
    tabs,
    opened,
    annotated,
    declining,
    gone,
    shown,
    wentTo,
    refreshed,
    fromPages,
    fromContent,
    write,
  };
}
