/** How much concerns the reader and is not read yet: beside whatever leads there. */
import { number } from '../platform/formats.ts';
import { plural } from '../platform/i18n.ts';
import './unread-badge.css';

/** Nothing for none. */
export function UnreadBadge({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span class="unread-badge">
      <span aria-hidden="true">{number(count)}</span>
      <span class="unseen">{plural('inboxNew', count)}</span>
    </span>
  );
}
