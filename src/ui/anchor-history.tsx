/** Where a note was attached before, folded away: a note never leaves its first passage without a trace. */
import type { FormerAnchor } from '../core/record.ts';
import { quoteOf } from '../core/selectors.ts';
import { plural, t } from '../platform/i18n.ts';
import { TimeAgo } from './time-ago.tsx';

/** @param former oldest first, as it is kept; shown newest first */
export function AnchorHistory({ former }: { former: readonly FormerAnchor[] }) {
  if (former.length === 0) return null;
  return (
    <details class="note-history soft">
      <summary>{plural('historyTimes', former.length)}</summary>
      <ol>
        {former.toReversed().map(({ selectors, replaced }) => (
          <li key={replaced}>
            <TimeAgo instant={replaced} /> · {t('historyWas')} <q dir="auto">{quoteOf(selectors)?.exact ?? '…'}</q>
          </li>
        ))}
      </ol>
    </details>
  );
}
