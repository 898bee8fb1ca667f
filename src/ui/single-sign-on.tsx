/** Signing in where a school or company has its own sign-in: a tab goes there, and comes back with a code to type here. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import type { SignInWays } from '../protocol/account.ts';
import { Icon } from './icon.tsx';

type Offer = SignInWays['singleSignOn'];

/** Asks an endpoint how one signs in there. */
export type AskWays = (given: {
  endpoint: string;
}) => Promise<({ ok: true } & SignInWays) | { ok: false; code: string }>;

/** A tab that was opened: what its users call where they sign in, and the endpoint that the tab is of. */
export type Opened = { name: string; endpoint: string };

type Props = {
  endpoint: string;
  ask: AskWays;
  /**
   * A code will have to be entered, and at that endpoint: one that sends people to sign in at another is not to
   * learn the other one's code.
   */
  onOpened: (opened: Opened) => void;
};

/** Nothing, where the endpoint offers nothing of the kind or does not answer: what is beside it says so. */
export function SingleSignOn({ endpoint, ask, onOpened }: Props) {
  const offered = useOffer(endpoint, ask);
  if (!offered) return null;
  const { name, start } = offered;
  return (
    <a
      class="button button-plain button-normal"
      href={start}
      target="_blank"
      rel="noopener noreferrer"
      onClick={() => onOpened({ name, endpoint: new URL(start).origin })}
    >
      <Icon name="link" />
      {t('singleSignOn', name)}
    </a>
  );
}

function useOffer(endpoint: string, ask: AskWays): Offer {
  const [found, setFound] = useState<{ at: string; offer: Offer } | null>(null);
  useEffect(() => {
    if (!URL.canParse(endpoint)) return undefined;
    let isCurrent = true;
    const find = (offer: Offer) => isCurrent && setFound({ at: endpoint, offer });
    ask({ endpoint }).then(
      (answer) => find(answer.ok ? answer.singleSignOn : null),
      () => find(null),
    );
    return () => (isCurrent = false);
    // Asked once for each address, however often the screen is drawn.
  }, [endpoint]);
  return found?.at === endpoint ? found.offer : null;
}
