/** Long lists are put on screen a piece a frame, so that the first ones stand at once and nothing freezes. */
import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';

/**
 * The first of the items drawn, more of them at every frame, in the end all (so that Find in page
 * works). An item that was drawn is handed back as it was, and Preact does not look at it again;
 * `draw` must therefore depend on the item alone.
 * @param step how many more at a frame
 * @param first how many in the first one
 */
export function useGrowing<T extends object>(
  items: readonly T[],
  step: number,
  draw: (item: T) => VNode,
  first = step,
): readonly VNode[] {
  const [count, setCount] = useState(first);
  const drawn = useMemo(() => new WeakMap<T, VNode>(), []);
  useEffect(() => {
    if (count >= items.length) return undefined;
    const frame = requestAnimationFrame(() => setCount((before) => before + step));
    return () => cancelAnimationFrame(frame);
  }, [count, items.length, step]);
  return items.slice(0, count).map((item) => {
    const node = drawn.get(item) ?? draw(item);
    drawn.set(item, node);
    return node;
  });
}

/** The same items, but those that say the same as before are the very same: one new note does not redraw the others. */
export function useStable<T extends object>(items: readonly T[]): readonly T[] {
  const before = useRef(new Map<string, T>());
  return useMemo(() => {
    const now = new Map(items.map((item) => [JSON.stringify(item), item]));
    for (const text of now.keys()) {
      const known = before.current.get(text);
      if (known) now.set(text, known);
    }
    before.current = now;
    return [...now.values()];
  }, [items]);
}
