/** One device that is signed in to my account. */
import { timeAgo } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import type { Device, SessionEntry } from '../protocol/account.ts';
import { AskFirst } from '../ui/ask-first.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import type { Outcome } from '../ui/use-action.ts';

type Props = { session: SessionEntry; isGuest: boolean; end: (session: string) => Promise<Outcome> };

/** A session in use is renewed once a day, so of the last day nothing more is known. */
const LATELY_MS = 26 * 3_600_000;

export function DeviceItem({ session, isGuest, end }: Props) {
  const { id, device, created, used, current } = session;
  const name = deviceName(device);
  const isLately = Date.now() - Date.parse(used) < LATELY_MS;
  return (
    <li class="device">
      <div class="device-name">
        <span>{name}</span>
        {current && <span class="device-this">{t('deviceThis')}</span>}
      </div>
      <p class="soft device-facts">
        {t('deviceSince')} <TimeAgo instant={created} />
        {' · '}
        {t('deviceUsed')} {isLately ? t('deviceUsedLately') : <TimeAgo instant={used} />}
      </p>
      {!current && (
        <AskFirst
          label={t('deviceEnd')}
          name={t('deviceEndNamed', name, timeAgo(created))}
          ask={isGuest ? `${t('deviceEndAsk')} ${t('deviceEndAskGuest')}` : t('deviceEndAsk')}
          sure={t('deviceEndSure')}
          act={() => end(id)}
        />
      )}
    </li>
  );
}

/** A device in words. */
export function deviceName({ browser, system }: Device): string {
  if (browser !== null && system !== null) return t('deviceNamed', browser, system);
  return browser ?? system ?? t('deviceUnknown');
}
