/** The places of the library, kept in the address, so that Back works and other pages can link to them. */
import { useEffect, useState } from 'preact/hooks';

export type Route =
  | { at: 'notes' | 'for-you' | 'lost' | 'not-sent' | 'groups' | 'import' | 'settings' | 'welcome' }
  | { at: 'document'; key: string }
  | { at: (typeof OF_GROUP)[number]; group: string };

/** The places of one group. */
const OF_GROUP = ['moderation', 'members', 'reports', 'elsewhere'] as const;

const PLACES = ['for-you', 'lost', 'not-sent', 'groups', 'import', 'settings', 'welcome'] as const;

/** Anything unknown is the list of notes. */
export function parseRoute(hash: string): Route {
  const place = hash.replace(/^#/, '');
  const document = /^document\/(.+)$/.exec(place)?.[1];
  if (document !== undefined) return { at: 'document', key: decode(document) };
  const [, at, group] = /^(\w+)\/([\w-]{22})$/.exec(place) ?? [];
  const ofGroup = OF_GROUP.find((one) => one === at);
  if (ofGroup && group !== undefined) return { at: ofGroup, group };
  return { at: PLACES.find((one) => one === place) ?? 'notes' };
}

export function hashOf(route: Route): string {
  if (route.at === 'document') return `#document/${encodeURIComponent(route.key)}`;
  if ('group' in route) return `#${route.at}/${route.group}`;
  return route.at === 'notes' ? '#' : `#${route.at}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function useRoute(): Route {
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const life = new AbortController();
    const read = (): void => setHash(location.hash);
    addEventListener('hashchange', read, { signal: life.signal });
    // It may have changed since it was drawn.
    read();
    return () => life.abort();
  }, []);
  return parseRoute(hash);
}
