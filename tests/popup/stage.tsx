/** The popup on a stage: what it asks is written down, what it is answered is set by each test. */
import '../setup-i18n.ts';
import * as v from 'valibot';
import { afterEach, beforeEach } from 'vitest';
import { page } from 'vitest/browser';
import type { PageState } from '../../src/popup/page-state.ts';
import { Popup } from '../../src/popup/popup.tsx';
import type { PopupPorts } from '../../src/popup/ports.ts';
import { type Conversation, fromPages } from '../../src/protocol/from-pages.ts';
import type { Commons } from '../../src/store/read-commons.ts';
import { mountPage } from '../../src/ui/mount.tsx';

export const ready: PageState = { keys: ['//example.org/'], title: 'A page', blocked: null };

export type Asked = {
  calls: [string, unknown][];
  margin: (string | null)[];
  places: string[];
  pages: string[];
  withMuted: boolean[];
  reloads: number;
};
export let asked: Asked;
/** By method; what is not here is answered that it was done. */
export let answers: Record<string, unknown>;

beforeEach(async () => {
  asked = { calls: [], margin: [], places: [], pages: [], withMuted: [], reloads: 0 };
  answers = {};
  await page.viewport(384, 600);
});
afterEach(() => document.body.replaceChildren());

export const NOTHING_BESIDE: Commons = { site: null, elsewhere: [], now: [], muted: 0 };

export function show(conversation: Conversation, state: PageState = ready, commons: Commons = NOTHING_BESIDE) {
  const tell: {
    unread?: (count: number) => void;
    notes?: (conversation: Conversation) => void;
    commons?: (commons: Commons) => void;
  } = {};
  const ports: PopupPorts = {
    call: async (method, params) => {
      v.parse(fromPages[method].params, params);
      asked.calls.push([method, params]);
      return v.parse(fromPages[method].answer, answers[method] ?? { ok: true });
    },
    watchPage: (tellPage) => tellPage(state),
    watchNotes: ({ withMuted }, tellNotes) => {
      asked.withMuted.push(withMuted);
      tell.notes = tellNotes;
      tellNotes(conversation);
    },
    watchCommons: (_asked, tellCommons) => {
      tell.commons = tellCommons;
      tellCommons(commons);
    },
    watchUnread: (tellUnread) => void (tell.unread = tellUnread),
    openPage: async (address) => void asked.pages.push(address),
    openMargin: async (note) => void asked.margin.push(note),
    openLibrary: async (place) => void asked.places.push(place),
    roomLeft: async () => null,
    reloadPage: async () => void (asked.reloads += 1),
  };
  mountPage(<Popup ports={ports} />, 'Commonplace');
  return tell;
}

export const button = (name: string) => page.getByRole('button', { name, exact: true });
