/** The places of the library, kept in the address, so that Back works and other pages can link to them. */
import { useEffect, useState } from 'preact/hooks';

export type Route =
  | { at: 'notes' | 'lost' | 'not-sent' | 'groups' | 'settings' | 'welcome' }
  | { at: 'document'; key: string }
  | { at: 'moderation'; group: string };

const PLACES = ['lost', 'not-sent', 'groups', 'settings', 'welcome'] as const;

/** Anything unknown is the list of notes. */
export function parseRoute(hash: string): Route {
  const place = hash.replace(/^#/, '');
  const document = /^document\/(.+)$/.exec(place)?.[1];
  if (document !== undefined) return { at: 'document', key: decode(document) };
  const group = /^moderation\/([\w-]{22})$/.exec(place)?.[1];
  if (group !== undefined) return { at: 'moderation', group };
  return { at: PLACES.find((one) => one === place) ?? 'notes' };
}

export function hashOf(route: Route): string {
  if (route.at === 'document') return `#document/${encodeURIComponent(route.key)}`;
  if (route.at === 'moderation') return `#moderation/${route.group}`;
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
    addEventListener('hashchange', () => setHash(location.hash), { signal: life.signal });
    return () => life.abort();
  }, []);
  return parseRoute(hash);
}
