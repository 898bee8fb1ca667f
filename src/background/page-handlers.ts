/**
 * What content scripts may ask. They stand beside hostile pages: the address is believed only
 * as far as the browser confirms it, and no words go out.
 */
import { identifyDocument, type DocumentIdentity } from '../core/document.ts';
import { keysToTell } from '../core/document/doi-hosts.ts';
import { factsOf } from '../core/page-says.ts';
import type { Passage } from '../protocol/from-annotator.ts';
import type { PageFactsMessage } from '../protocol/from-content.ts';
import type { fromScripts } from '../protocol/from-scripts.ts';
import type { Handlers } from '../protocol/method.ts';
import type { Sender } from '../platform/messages.ts';
import { readIdentity } from '../store/meta.ts';
import { takeExpected } from '../store/linked-note.ts';
import { chooseLayout, readLayout } from '../store/margin-layout.ts';
import { isAwaited, wantDocument } from '../store/opened-documents.ts';
import { readContext } from '../store/read-context.ts';
import { readPassages, type AskedPage } from '../store/read-passages.ts';
import { reattachNote } from '../store/reattach-note.ts';
import { undoHighlight } from '../store/undo-highlight.ts';
import { keepFound } from '../store/unplaced.ts';
import { createNote } from '../store/write-note.ts';
import { Refusal, announce, type Background } from './background.ts';
import type { Badges } from './badges.ts';
import { followLink } from './note-links.ts';

export type PagePorts = {
  badges: Badges;
  openMargin: (tab: number) => Promise<void>;
  annotate: (tab: number) => Promise<void>;
  showPassage: (tab: number, shown: { note: string; passage: string }) => Promise<void>;
  /** Whether the page at an address in a tab declines, by a header too; null where it is not there any more. */
  declines: (tab: number, url: string) => Promise<boolean | null>;
};

export function pageHandlers(
  background: Background,
  { badges, openMargin, annotate, showPassage, declines }: PagePorts,
): Handlers<typeof fromScripts, Sender> {
  const { db, sources, ahead, report } = background;
  /** A tab that followed a link is where it was going. */
  const arrive = async (tab: number, keys: readonly string[]): Promise<void> => {
    const shown = await takeExpected(db, tab, keys, sources.now());
    if (shown) await showPassage(tab, shown);
  };
  /**
   * Who is on the page has read it: its badge, what is asked about it, and where a link led to.
   * @param onlyMe whether its owner declines; null where that is not known, since nothing was to be counted
   */
  const opened = (
    page: PageFactsMessage,
    sender: Sender,
    { count, onlyMe, isDeclined }: { count: number; onlyMe: boolean | null; isDeclined: () => Promise<boolean> },
  ): void => {
    const identity = documentOf(page, sender);
    if (!identity) return;
    // What is opened in a private window is told to nobody.
    if (onlyMe !== true && sender.isPrivate !== true) openDocument(background, identity.keys, isDeclined).catch(report);
    if (sender.tab === null) return;
    badges.show({ id: sender.tab, url: sender.url }, { keys: identity.keys, onlyMe }, count).catch(report);
    arrive(sender.tab, identity.keys).catch(report);
  };
  const read = async (page: PageFactsMessage, sender: Sender): Promise<{ passages: Passage[]; count: number }> => {
    const here = asked(page, sender);
    return here.keys.length === 0 ? { passages: [], count: 0 } : readPassages(db, here.keys, here);
  };
  return {
    'page.look': async (says, sender) => {
      const said = factsOf(says);
      const { tab } = sender;
      const declined = async () => (tab === null ? null : declines(tab, said.url));
      let { passages, count } = await read(said, sender);
      let onlyMe: boolean | null = said.optedOut || null;
      // Most pages have nothing, and the header would cost each of them.
      if (onlyMe === null && count > 0) {
        onlyMe = await declined();
        // It went on, and asks from where it is now.
        if (onlyMe === null) return { hasPassages: false };
        if (onlyMe) ({ passages, count } = await read({ ...said, optedOut: true }, sender));
      }
      // With passages the second script asks again.
      if (passages.length === 0)
        opened(said, sender, { count, onlyMe, isDeclined: async () => (onlyMe ?? (await declined())) !== false });
      return { hasPassages: passages.length > 0 };
    },
    'page.passages': async (page, sender) => {
      const { passages, count } = await read(page, sender);
      opened(page, sender, { count, onlyMe: page.optedOut, isDeclined: async () => page.optedOut });
      return { passages };
    },
    'page.audience': async (page) => {
      const { personal } = await readIdentity(db);
      return { audience: (await groupFor(background, page)) === personal ? 'me' : 'group' };
    },
    'highlight.create': async ({ id, page, selectors, color, audience }, sender) => {
      const identity = documentOf(page, sender);
      if (!identity) throw new Refusal('the page has no address that others could share');
      const { personal } = await readIdentity(db);
      const group = audience === 'me' ? personal : await groupFor(background, page);
      const target = { ...identity, selectors };
      const fields = { kind: 'highlight' as const, text: '', tags: [], target, parent: null, ...(color && { color }) };
      const written = await createNote(db, { id, group, fields }, sources);
      if (!written.ok) throw new Refusal(written.code);
      announce(background, written.keys);
      return { id: written.id, audience: group === personal ? 'me' : 'group' };
    },
    'highlight.undo': async ({ note, page }, sender) => {
      const { keys } = asked(page, sender);
      const written = await undoHighlight(db, { id: note, keys }, sources);
      if (!written.ok) throw new Refusal(written.code);
      announce(background, written.keys);
      return {};
    },
    'note.reattach': async ({ note, page, selectors }, sender) => {
      const written = await reattachNote(db, { id: note, selectors, page: asked(page, sender) }, sources);
      if (!written.ok) throw new Refusal(written.code);
      announce(background, written.keys);
      return {};
    },
    'page.found': async ({ page, found }, sender) => {
      await keepFound(db, { page: asked(page, sender), found }, sources);
      return {};
    },
    'page.annotate': async (_, sender) => {
      if (sender.tab === null) throw new Refusal('there is no tab');
      await annotate(sender.tab);
      return {};
    },
    'link.follow': async ({ url }, sender) => {
      if (sender.tab === null || !isOf(url, sender.url))
        throw new Refusal('the page gives an address of another origin');
      // What is opened in a private window is not remembered: the page opens, the margin beside it does not.
      return { url: await followLink(background, url, sender.isPrivate === true ? null : sender.tab) };
    },
    'margin.opens': async ({ page, near }, sender) => {
      ahead.begin(sender.tab, asked(page, sender).keys, near);
      return { layout: await readLayout(db, siteOf(sender)) };
    },
    'margin.choose': async ({ choice }, sender) => {
      await chooseLayout(db, siteOf(sender), choice);
      // margins of other pages stay as they are: whoever reads there has not asked for it
      return {};
    },
    'margin.openOutside': async (_, sender) => {
      if (sender.tab === null) throw new Refusal('there is no tab');
      await openMargin(sender.tab);
      return {};
    },
  };
}

/** Where what is written on the page goes, unless its writer says otherwise. */
async function groupFor({ db }: Background, page: PageFactsMessage): Promise<string> {
  return page.optedOut ? (await readIdentity(db)).personal : (await db.read(() => readContext(db))).context.writeTo;
}

/** Of a large group whose notes are asked for by document, those of this one are, unless its owner declines. */
async function openDocument(
  { db, syncer, sources, tell }: Background,
  keys: readonly string[],
  isDeclined: () => Promise<boolean>,
): Promise<void> {
  if (!(await isAwaited(db, keys, sources)) || (await isDeclined())) return;
  if (!(await wantDocument(db, keys, sources))) return;
  tell({ event: 'status' });
  await syncer.opened();
}

/** The page as the store is asked by it; without a shareable address it has no notes. */
function asked(page: PageFactsMessage, sender: Sender): AskedPage {
  const keys = documentOf(page, sender)?.keys ?? [];
  return { keys, onlyMe: page.optedOut, told: keysToTell(keys, sender.url) };
}

/** Null for a page without a shareable address; refuses a page that gives another one than it has. */
function documentOf(page: PageFactsMessage, sender: Sender): DocumentIdentity | null {
  if (!isOf(page.url, sender.url) || (page.saidAt !== undefined && !isOf(page.saidAt, sender.url)))
    throw new Refusal('the page gives an address of another origin');
  return identifyDocument(page);
}

/** What is remembered for a site, by the address that the browser names; null where it is not to be: in a private window. */
function siteOf({ url, isPrivate }: Sender): string | null {
  if (isPrivate === true) return null;
  const { origin, protocol } = new URL(url);
  if (protocol === 'file:') return 'file://';
  return origin === 'null' ? null : origin;
}

/** An address within an application may change without the browser's telling; its origin may not. */
export function isOf(claimed: string, confirmed: string): boolean {
  try {
    const [a, b] = [new URL(claimed), new URL(confirmed)];
    // All files have the same opaque origin: there the path must agree.
    if (a.protocol === 'file:') return b.protocol === 'file:' && a.pathname === b.pathname;
    return a.origin === b.origin && a.origin !== 'null';
  } catch {
    return false;
  }
}
