/** Words that are read anew but mostly say the same: what depends on them need not be done again. */
import { useRef } from 'preact/hooks';

/** The same array for as long as its words are the same. */
export function useStableWords(words: readonly string[] | null): readonly string[] | null {
  const kept = useRef(words);
  if (kept.current?.join('\n') !== words?.join('\n')) kept.current = words;
  return kept.current;
}
