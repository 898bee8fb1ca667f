/** One thing that opens my account, in a list of them: what it is called, when it was made and used, and its end after a question. */
import type { ComponentChildren } from 'preact';
import { t } from '../platform/i18n.ts';
import { AskFirst } from '../ui/ask-first.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';

type Props = {
  called: ComponentChildren;
  /** RFC 3339 */
  created: string;
  /** Null: never yet. */
  used: string | null;
  end: Parameters<typeof AskFirst>[0];
};

export function CredentialItem({ called, created, used, end }: Props) {
  return (
    <li class="device">
      <div class="device-name">{called}</div>
      <p class="soft device-facts">
        <TimeAgo instant={created} />
        {' · '}
        {t('deviceUsed')} {used === null ? t('passkeyUnused') : <TimeAgo instant={used} />}
      </p>
      <AskFirst {...end} />
    </li>
  );
}
