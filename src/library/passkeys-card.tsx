/** The passkeys of my account: made here, listed, removed. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import type { PasskeyEntry } from '../protocol/passkey.ts';
import { Button } from '../ui/button.tsx';
import { errorText } from '../ui/error-text.ts';
import { Notice } from '../ui/notice.tsx';
import { makePasskey } from '../ui/passkey-ceremony.ts';
import { useAction } from '../ui/use-action.ts';
import { CredentialItem } from './credential-item.tsx';
import { deviceName } from './device-item.tsx';
import type { ViewProps } from './ports.ts';

export function PasskeysCard({ ports }: ViewProps) {
  const { call } = ports;
  const [passkeys, setPasskeys] = useState<readonly PasskeyEntry[]>([]);
  const { busy, failed, run } = useAction();
  const read = useCallback(async () => {
    const answer = await call('passkey.list', {});
    if (answer.ok) setPasskeys(answer.passkeys);
    return answer;
  }, [call]);
  useEffect(() => void run(read), [read, run]);
  const add = () =>
    void run(async () => {
      const options = await call('passkey.options', {});
      if (!options.ok) return options;
      const made = await makePasskey(options);
      if (!made.ok) return made;
      const added = await call('passkey.add', made.answer);
      return added.ok ? read() : added;
    });
  const remove = async (passkey: string) => {
    const outcome = await call('passkey.remove', { passkey });
    return outcome.ok ? read() : outcome;
  };
  return (
    <section class="card" aria-labelledby="passkeys">
      <h2 id="passkeys">{t('passkeysTitle')}</h2>
      <p class="soft form-words">{t('passkeysHint')}</p>
      {passkeys.length > 0 && (
        <ul class="devices">
          {passkeys.map(({ id, device, created, used }) => (
            <CredentialItem
              key={id}
              called={<span>{t('passkeyMade', deviceName(device))}</span>}
              created={created}
              used={used}
              end={{
                label: t('passkeyRemove'),
                name: t('passkeyRemoveNamed', deviceName(device)),
                ask: t('passkeyRemoveAsk'),
                sure: t('passkeyRemoveSure'),
                act: () => remove(id),
              }}
            />
          ))}
        </ul>
      )}
      {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
      <Button icon="lock" aria-disabled={busy} onClick={add}>
        {t('passkeyAdd')}
      </Button>
    </section>
  );
}
