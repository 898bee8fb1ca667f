/** What a query finds, kept up to date: asked at once while typing, and of several that wait only the newest. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { IndexProgress } from '../../store/search-index.ts';
import type { CatalogClient } from '../catalog/client.ts';
import type { Answer } from '../catalog/messages.ts';

export type Search = {
  /** Null before the first answer. `of` is the query it answers. */
  answer: (Answer & { of: string }) | null;
  progress: IndexProgress | null;
  isFailed: boolean;
};

export function useSearch(catalog: CatalogClient, query: string, withMuted: boolean): Search {
  const [answer, setAnswer] = useState<Search['answer']>(null);
  const [progress, setProgress] = useState<IndexProgress | null>(null);
  const [isFailed, setFailed] = useState(false);
  const state = useRef({ query, withMuted, isAsking: false, isDue: false });
  Object.assign(state.current, { query, withMuted });
  const ask = useRef(async (): Promise<void> => undefined);
  ask.current = async () => {
    const now = state.current;
    now.isDue = true;
    if (now.isAsking) return;
    now.isAsking = true;
    while (now.isDue) {
      now.isDue = false;
      const of = now.query;
      try {
        setAnswer({ ...(await catalog.ask('find', { query: of, withMuted: now.withMuted })), of });
        setFailed(false);
      } catch {
        setFailed(true);
      }
    }
    now.isAsking = false;
  };
  // Not after the next frame, as other effects are: the worker looks while this one is drawn.
  useLayoutEffect(() => void ask.current(), [catalog, query, withMuted]);
  useEffect(() => {
    const life = new AbortController();
    catalog.onNews((news) => {
      if (news.news === 'notes') void ask.current();
      if (news.news === 'progress') setProgress(news.progress);
      if (news.news === 'failed') setFailed(true);
    }, life.signal);
    return () => life.abort();
  }, [catalog]);
  return { answer, progress, isFailed };
}
