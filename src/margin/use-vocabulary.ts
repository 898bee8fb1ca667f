/** What a group has words for, read when somebody begins to write for it. */
import { useEffect, useState } from 'preact/hooks';
import type { Vocabulary } from '../protocol/from-pages.ts';
import type { Ports } from './ports.ts';

const NONE: Vocabulary = { tags: [], people: [] };

/** Empty until it is read, and where it cannot be: nothing is completed then, and nothing is lost. */
export function useVocabulary(call: Ports['call'], group: string): Vocabulary {
  const [known, setKnown] = useState<{ group: string; vocabulary: Vocabulary } | null>(null);
  useEffect(() => {
    const life = new AbortController();
    const read = async (): Promise<void> => {
      const vocabulary = await call('draft.vocabulary', { group }).catch(() => NONE);
      if (!life.signal.aborted) setKnown({ group, vocabulary });
    };
    if (group !== '') void read();
    return () => life.abort();
  }, [call, group]);
  return known?.group === group ? known.vocabulary : NONE;
}
