/** Links to notes of the endpoint that this device is at home with: from the link to the page, at the passage. */
import type { Id } from '../core/id.ts';
import { notePage, readNoteLink, type NoteLink } from '../core/note-link.ts';
import type { fromPages, Outcome } from '../protocol/from-pages.ts';
import type { Handlers } from '../protocol/method.ts';
import type { Sender } from '../platform/messages.ts';
import { expectNote, isSentBack, linkedNote, type LinkedNote } from '../store/linked-note.ts';
import { readIdentity } from '../store/meta.ts';
import type { Background } from './background.ts';

export type LinkPorts = {
  /** Opens a tab that goes to the address as soon as `before` is done. */
  openTab: (url: string, before: (tab: number) => Promise<void>) => Promise<void>;
};

/**
 * Where a tab that came to a link is to go; it is expected there. Null: it stays where it is, with the endpoint's page.
 * @param text the address of the tab
 * @param tab null where nothing is to be remembered of it
 */
export async function followLink(
  { db, sources }: Background,
  text: string,
  tab: number | null,
): Promise<string | null> {
  const link = await ownLink({ db }, text);
  if (!link || link.isPage) return null;
  const isBack = tab !== null && (await isSentBack(db, tab, link.note, sources.now()));
  const found = isBack ? null : await linkedElsewhere({ db }, link.note);
  if (found && tab !== null) await expectNote(db, tab, found, sources.now());
  return found?.url ?? (link.isKept ? notePage(link.origin, link.note) : null);
}

export function linkHandlers(
  { db, sources }: Background,
  { openTab }: LinkPorts,
): Pick<Handlers<typeof fromPages, Sender>, 'link.open' | 'note.open'> {
  const open = async (note: Id, { isPrivate }: Sender): Promise<Outcome> => {
    const found = await linkedElsewhere({ db }, note);
    if (!found) return { ok: false, code: 'not_found' };
    await openTab(found.url, async (tab) => {
      if (isPrivate !== true) await expectNote(db, tab, found, sources.now());
    });
    return { ok: true };
  };
  return {
    'link.open': async ({ link: text }, sender): Promise<Outcome> => {
      const link = await ownLink({ db }, text);
      return link ? open(link.note, sender) : { ok: false, code: 'not-ours' };
    },
    'note.open': ({ id }, sender) => open(id, sender),
  };
}

/** A note whose page is said to be a link to a note itself would lead in a circle, for as long as the tab is open. */
async function linkedElsewhere({ db }: Pick<Background, 'db'>, note: Id): Promise<LinkedNote | null> {
  const found = await linkedNote(db, note);
  if (!found || !readNoteLink(found.url)) return found;
  const { endpoint } = await readIdentity(db);
  // By name: an endpoint may send from its http: address, or another port, to its own.
  return endpoint !== null && new URL(endpoint).hostname === new URL(found.url).hostname ? null : found;
}

/** Of another endpoint's links we know nothing. */
async function ownLink({ db }: Pick<Background, 'db'>, text: string): Promise<NoteLink | null> {
  const link = readNoteLink(text);
  const { endpoint } = await readIdentity(db);
  return link && endpoint !== null && new URL(endpoint).origin === link.origin ? link : null;
}
