/** The people and tags to choose from: asked for when there are notes, not again at every letter of a search. */
import { useEffect, useState } from 'preact/hooks';
import type { Choices } from '../../core/search/choices.ts';
import type { CatalogClient } from '../catalog/client.ts';

/** @param isReady whether the notes have been read; asked again when that changes */
export function useChoices(catalog: CatalogClient, withMuted: boolean, isReady: boolean): Choices {
  const [choices, setChoices] = useState<Choices>({ people: [], tags: [] });
  useEffect(() => {
    const life = new AbortController();
    const read = (): void =>
      void catalog.ask('choices', { withMuted }).then(
        (found) => life.signal.aborted || setChoices(found),
        () => undefined,
      );
    if (isReady) read();
    return () => life.abort();
  }, [catalog, withMuted, isReady]);
  return choices;
}
