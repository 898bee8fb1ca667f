/**
 * The keys that the reader has chosen: they come with the conversation, so that nothing waits for them, and with each change. Where a page
 * has no address that others share there is no conversation, and they are asked for by themselves.
 */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { type KeyChoices, keysWith, NO_KEYS, type OwnKeys } from '../core/own-keys.ts';
import type { Conversation, Outcome } from '../protocol/from-pages.ts';
import type { Ports } from './ports.ts';

const USUAL: KeyChoices = {};

export type ChosenKeys = { keys: OwnKeys; choose: (change: KeyChoices) => Promise<Outcome> };

/** @param nameless the page has said what it is, and that is nothing with a name */
export function useOwnKeys(
  { call, events }: Pick<Ports, 'call' | 'events'>,
  conversation: Conversation | null,
  nameless: boolean,
): ChosenKeys {
  // What was told last is never older than what was read.
  const [told, setTold] = useState<KeyChoices | null>(null);
  useEffect(() => {
    const life = new AbortController();
    events((event) => {
      if (event.event === 'keys') setTold(event.chosen);
    }, life.signal);
    return () => life.abort();
  }, [events]);
  useEffect(() => {
    if (!nameless) return;
    call('keys.read', {}).then(
      ({ chosen }) => setTold((before) => before ?? chosen),
      // Better none than one that was turned off.
      () => undefined,
    );
  }, [call, nameless]);
  const chosen = told ?? (conversation && (conversation.ownKeys ?? USUAL));
  const keys = useMemo(() => (chosen ? keysWith(chosen) : NO_KEYS), [chosen]);
  return { keys, choose: (next) => call('keys.choose', { chosen: next }) };
}
