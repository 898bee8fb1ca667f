/** Says, politely and once, that peers have written: for those who do not see the cards come. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { markdownExcerpt } from '../core/markdown.ts';
import type { Note } from '../core/note.ts';
import { plural, t } from '../platform/i18n.ts';
import { authorName } from '../ui/author-name.ts';

/** Words for a polite live region; empty until something arrives after the first reading. */
export function useArrivals(notes: readonly Note[] | null): string {
  const known = useRef<Set<string> | null>(null);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (!notes) return;
    const fresh = notes.filter((note) => !note.mine && known.current && !known.current.has(note.id));
    // What was hidden for a while has not just been written.
    known.current = new Set([...(known.current ?? []), ...notes.map((note) => note.id)]);
    const [only] = fresh;
    if (only && fresh.length === 1) {
      const name = authorName(only);
      setWords(t('arrivedOne', name, markdownExcerpt(only.text, 120) || t('noteNoWords')));
    } else if (fresh.length > 1) setWords(plural('arrived', fresh.length));
  }, [notes]);
  return words;
}
