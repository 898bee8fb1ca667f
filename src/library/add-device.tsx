/** Shows a code by which one more device signs in to my account, as long as it is good. */
import { useEffect, useState } from 'preact/hooks';
import { clock } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import type { DeviceCode } from '../protocol/account.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { errorText } from '../ui/error-text.ts';
import { Notice } from '../ui/notice.tsx';
import { useAction } from '../ui/use-action.ts';

type Answer = ({ ok: true } & DeviceCode) | { ok: false; code: string };
type Props = {
  endpoint: string;
  ask: () => Promise<Answer>;
  /** The code was put away, perhaps because another device has used it. */
  onHidden: () => void;
};

export function AddDevice({ endpoint, ask, onHidden }: Props) {
  const [shown, setShown] = useState<DeviceCode | null>(null);
  const isOver = useIsOver(shown);
  const { busy, failed, run } = useAction();
  const go = () =>
    void run(async () => {
      const answer = await ask();
      if (answer.ok) setShown(answer);
      return answer;
    });
  const hide = () => {
    setShown(null);
    onHidden();
  };
  return (
    <div class="add-device" role="group" aria-label={t('deviceAdd')}>
      {shown === null && (
        <Button icon="link" aria-disabled={busy} onClick={go}>
          {t('deviceAdd')}
        </Button>
      )}
      {shown !== null && (
        <>
          <p class="soft form-words">{t('deviceAddHint')}</p>
          <dl class="facts">
            <dt>{t('accountEndpoint')}</dt>
            <dd>
              <bdi>{endpoint}</bdi>
            </dd>
          </dl>
          {isOver ? (
            <p role="status">{t('deviceAddOver')}</p>
          ) : (
            <div class="invite-line">
              <output class="device-code" dir="ltr" aria-label={t('deviceAddCode')}>
                {shown.code}
              </output>
              <CopyButton text={shown.code} label={t('deviceCopyCode')} />
              <span class="soft device-facts">{t('deviceAddUntil', clock(shown.expires))}</span>
            </div>
          )}
          <div class="devices-acts">
            <Button size="small" aria-disabled={busy} onClick={go}>
              {t('deviceAddAgain')}
            </Button>
            <Button size="small" weight="quiet" onClick={hide}>
              {t('deviceAddHide')}
            </Button>
          </div>
        </>
      )}
      {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
    </div>
  );
}

function useIsOver(shown: DeviceCode | null): boolean {
  const [over, setOver] = useState<DeviceCode | null>(null);
  useEffect(() => {
    if (!shown) return undefined;
    const timer = setTimeout(() => setOver(shown), Math.max(0, Date.parse(shown.expires) - Date.now()));
    return () => clearTimeout(timer);
  }, [shown]);
  return shown !== null && over === shown;
}
