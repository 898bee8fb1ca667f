/** What the library asks about many notes at once, and about its saved searches. */
import type { fromPages } from '../protocol/from-pages.ts';
import type { Handlers } from '../protocol/method.ts';
import type { Sender } from '../platform/messages.ts';
import { deleteNotes, moveNotes, restoreNotes, retagNotes } from '../store/change-many.ts';
import { forgetSearch, saveSearch } from '../store/saved-searches.ts';
import { announce, type Background } from './background.ts';

type Asked = 'notes.delete' | 'notes.restore' | 'notes.retag' | 'notes.move' | `search.${string}`;
export type ManyHandlers = Pick<Handlers<typeof fromPages, Sender>, Extract<keyof typeof fromPages, Asked>>;

export function manyHandlers(background: Background): ManyHandlers {
  const { db, sources } = background;
  const tell = <T>({ done, keys }: { done: T[]; keys: string[] }): { done: T[] } => {
    if (done.length > 0) announce(background, [...new Set(keys)]);
    return { done };
  };
  return {
    'notes.delete': async ({ ids }) => tell(await deleteNotes(db, ids, sources)),
    'notes.restore': async ({ ids }) => tell(await restoreNotes(db, ids, sources)),
    'notes.retag': async ({ notes }) => {
      const { same, ...changed } = await retagNotes(db, notes, sources);
      return { ...tell(changed), same };
    },
    'notes.move': async (asked) => tell(await moveNotes(db, asked, sources)),
    'search.save': async (search) => ({ id: await saveSearch(db, search, sources) }),
    'search.forget': async ({ id }) => {
      await forgetSearch(db, id);
      return {};
    },
  };
}
