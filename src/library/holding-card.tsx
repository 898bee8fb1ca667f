/** Of a large group: what this device holds of it, in the group's card. Where it was not said yet, it is asked. */
import { useState } from 'preact/hooks';
import type { Holding } from '../core/holding.ts';
import { t } from '../platform/i18n.ts';
import type { GroupChoice } from '../protocol/from-pages.ts';
import { HoldingForm, holdingText } from '../ui/holding-form.tsx';
import { done } from '../ui/use-action.ts';
import type { LibraryPorts } from './ports.ts';

/** From how many notes here on it is offered to hold less, where nothing was ever asked. */
const OFFERED_FROM = 1000;

type Props = { group: GroupChoice; /** Notes of the group on this device. */ here: number; call: LibraryPorts['call'] };

export function HoldingCard({ group, here, call }: Props) {
  const { personal, holding = heldWhole(here) } = group;
  // A question stands open, and stays so when it is answered: what the keyboard is at does not go away.
  const [wasAsked] = useState(holding?.choice === 'ask');
  if (personal || holding === null) return null;
  return (
    <details class="holding" open={wasAsked}>
      <summary>{t('holdNow', holdingText(holding.choice))}</summary>
      <HoldingForm
        group={group}
        holding={holding}
        choose={(choice) => done(call('group.hold', { group: group.id, choice }))}
      />
    </details>
  );
}

function heldWhole(here: number): Holding | null {
  return here < OFFERED_FROM ? null : { choice: 'all', notes: here, bytes: null };
}
