/** Long lists are put on screen a piece a frame, so that the first ones stand at once and nothing freezes. */
import { useEffect, useState } from 'preact/hooks';

/** The first of the items, more of them at every frame, in the end all (so that Find in page works). */
export function useGrowing<T>(items: readonly T[], step: number): readonly T[] {
  const [count, setCount] = useState(step);
  useEffect(() => {
    if (count >= items.length) return undefined;
    const frame = requestAnimationFrame(() => setCount((before) => before + step));
    return () => cancelAnimationFrame(frame);
  }, [count, items.length, step]);
  return items.slice(0, count);
}
