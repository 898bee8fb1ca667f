/** Whether the endpoint has a note: nothing to see when it does, a quiet word while it waits, a clear one when refused. */
import type { SendState } from '../core/note.ts';
import { t } from '../platform/i18n.ts';
import { Icon } from './icon.tsx';

/** Nothing for a sent note. */
export function SendBadge({ send }: { send: SendState }) {
  switch (send.state) {
    case 'sent':
      return null;
    case 'waiting':
      return (
        <span class="chip" title={t('sendWaiting')}>
          <Icon name="clock" />
          {t('sendWaitingShort')}
        </span>
      );
    case 'refused':
      return (
        <span class="chip chip-danger">
          <Icon name="warning" />
          {t('sendRefused')}
        </span>
      );
  }
}
