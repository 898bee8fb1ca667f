/** A value as it was when the last frame was painted: what takes long to draw by it comes after the answer to a key, and not for each of many. */
import { useEffect, useState } from 'preact/hooks';
import { painted } from '../ui/painted.ts';

export function useAfterPaint(value: string): string {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    const life = new AbortController();
    void painted().then(() => life.signal.aborted || setShown(value));
    return () => life.abort();
  }, [value]);
  return shown;
}
