/** What is known of a passage that its page did not surely show, and since when. */
import { t } from '../platform/i18n.ts';
import type { Unplaced } from '../store/records.ts';
import { TimeAgo } from '../ui/time-ago.tsx';

export function UnplacedRemark({ unplaced: { state, at } }: { unplaced: Unplaced }) {
  return (
    <>
      {t(state === 'lost' ? 'unplacedLost' : 'unplacedUnsure')} · {t('unplacedLooked')} <TimeAgo instant={at} />
    </>
  );
}
