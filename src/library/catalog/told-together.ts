/** What the page reads at once, and what the worker tells of all notes a little later, as one library. */
import type { Desk } from '../../store/read-desk.ts';
import type { Library } from '../../store/read-library.ts';
import type { LibraryPorts } from '../ports.ts';
import type { CatalogClient } from './client.ts';

type WatchDesk = (show: (desk: Desk) => void, signal: AbortSignal, withMuted: boolean) => void;

export function toldTogether(catalog: CatalogClient, watchDesk: WatchDesk): LibraryPorts['watchAll'] {
  // Kept from one watching to the next: the worker tells it when it changes only.
  let apart: Pick<Library, 'inbox' | 'deleted' | 'muted'> = { inbox: [], deleted: new Map() };
  const tellers = new Set<() => void>();
  catalog.onNews((news) => {
    if (news.news !== 'inbox') return;
    const { inbox, deleted, muted } = news;
    apart = { inbox, deleted, ...(muted > 0 && { muted }) };
    for (const tell of tellers) tell();
  }, new AbortController().signal);
  return (show, signal, withMuted) => {
    let desk: Desk | null = null;
    const tell = (): void => {
      if (desk) show({ ...desk, ...apart });
    };
    tellers.add(tell);
    signal.addEventListener('abort', () => tellers.delete(tell));
    watchDesk(
      (read) => {
        desk = read;
        tell();
      },
      signal,
      withMuted,
    );
  };
}
