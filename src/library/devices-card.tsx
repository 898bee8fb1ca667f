/** The devices that are signed in to my account: seen, signed out, and one more let in. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import type { SessionEntry } from '../protocol/account.ts';
import { AskFirst } from '../ui/ask-first.tsx';
import { Button } from '../ui/button.tsx';
import { errorText } from '../ui/error-text.ts';
import { Notice } from '../ui/notice.tsx';
import { useAction } from '../ui/use-action.ts';
import { AddDevice } from './add-device.tsx';
import { DeviceItem } from './device-item.tsx';
import type { ViewProps } from './ports.ts';

export function DevicesCard({ library, ports }: ViewProps) {
  const { call } = ports;
  const [sessions, setSessions] = useState<readonly SessionEntry[] | null>(null);
  const [ended, setEnded] = useState(false);
  const { failed, run } = useAction();
  const read = useCallback(
    () =>
      void run(async () => {
        const answer = await call('account.sessions', {});
        if (answer.ok) setSessions(answer.sessions);
        return answer;
      }),
    [call, run],
  );
  useEffect(read, [read]);
  const end = async (session: string | null) => {
    const outcome = await call('account.endSessions', { session });
    // Signed out by somebody else in the meantime: that is what was wanted.
    if (!outcome.ok && outcome.code !== 'not_found') return outcome;
    setEnded(true);
    read();
    return { ok: true } as const;
  };
  const others = sessions?.filter(({ current }) => !current) ?? [];
  return (
    <section class="card" aria-labelledby="devices">
      <h2 id="devices">{t('devicesTitle')}</h2>
      <p class="soft form-words">{t('devicesHint')}</p>
      {failed !== null && (
        <Notice tone="error" action={<Button onClick={read}>{t('tryAgain')}</Button>}>
          {errorText(failed)}
        </Notice>
      )}
      {sessions === null && failed === null && <p class="soft">{t('devicesReading')}</p>}
      {sessions !== null && (
        <ul class="devices">
          {sessions.map((session) => (
            <DeviceItem key={session.id} session={session} isGuest={library.me.email === null} end={end} />
          ))}
        </ul>
      )}
      {sessions !== null && others.length === 0 && <p class="soft">{t('devicesOnly')}</p>}
      <p class="unseen" role="status">
        {ended ? t('deviceEnded') : ''}
      </p>
      {others.length > 1 && (
        <div class="devices-acts">
          <AskFirst
            label={t('deviceEndOthers')}
            ask={t('deviceEndAsk')}
            sure={t('deviceEndOthersSure')}
            act={() => end(null)}
          />
        </div>
      )}
      <AddDevice endpoint={library.sync.endpoint ?? ''} ask={() => call('account.deviceCode', {})} onHidden={read} />
    </section>
  );
}
