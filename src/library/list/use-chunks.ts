/** Parts of a long list, fetched as they come into sight; what was there before stays to be seen until its successor is here. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { CHUNK } from '../catalog/messages.ts';

/**
 * @param version changes when the list has
 * @param load the items from one place up to another
 * @param first those that are here already, from the beginning; as many as are fetched at once, or all
 */
export function useChunks<T>(
  version: number,
  load: (from: number, to: number) => Promise<readonly T[]>,
  first: readonly T[],
): { at: (index: number) => T | undefined; want: (from: number, to: number) => void } {
  const chunks = useRef(new Map<number, { version: number; items: readonly T[] }>());
  if (first.length > 0 && chunks.current.get(0)?.version !== version) chunks.current.set(0, { version, items: first });
  const underWay = useRef(new Set<string>());
  const sight = useRef({ from: 0, to: 0 });
  const [, setDrawn] = useState(0);
  const fetch = useCallback(async () => {
    const { from, to } = sight.current;
    for (let chunk = Math.floor(from / CHUNK); chunk * CHUNK < to; chunk++) {
      const name = `${version} ${chunk}`;
      if (chunks.current.get(chunk)?.version === version || underWay.current.has(name)) continue;
      underWay.current.add(name);
      const items = await load(chunk * CHUNK, (chunk + 1) * CHUNK).catch((): readonly T[] => []);
      underWay.current.delete(name);
      const there = chunks.current.get(chunk);
      if (there && there.version > version) continue;
      chunks.current.set(chunk, { version, items });
      setDrawn((count) => count + 1);
    }
  }, [version, load]);
  const newest = useRef(fetch);
  newest.current = fetch;
  useEffect(() => void fetch(), [fetch]);
  const want = useCallback((from: number, to: number) => {
    sight.current = { from, to };
    void newest.current();
  }, []);
  return { at: (index) => chunks.current.get(Math.floor(index / CHUNK))?.items[index % CHUNK], want };
}
