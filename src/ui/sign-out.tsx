/** Signing out forgets this device's notes, so it asks first, and stops at changes that nobody else has yet. */
import { useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { Button } from './button.tsx';
import { errorText } from './error-text.ts';
import { Notice } from './notice.tsx';
import { useAction, type Outcome } from './use-action.ts';

type Props = {
  signOut: (discard: boolean) => Promise<Outcome>;
  /** Goes to where notes can be exported. */
  onExport: () => void;
};

export function SignOut({ signOut, onExport }: Props) {
  const [asked, setAsked] = useState(false);
  const { busy, failed, run } = useAction();
  const go = async (discard: boolean) => {
    if (await run(() => signOut(discard))) setAsked(false);
  };
  if (!asked) {
    return (
      <Button weight="danger" onClick={() => setAsked(true)}>
        {t('signOut')}
      </Button>
    );
  }
  const unsent = failed === 'waiting';
  return (
    <Notice
      tone={unsent ? 'error' : 'warn'}
      action={
        <>
          <Button onClick={onExport}>{t('signOutExport')}</Button>
          <Button weight="danger" aria-disabled={busy} onClick={() => void go(unsent)}>
            {unsent ? t('signOutLose') : t('signOutSure')}
          </Button>
          <Button weight="quiet" onClick={() => setAsked(false)}>
            {t('actionCancel')}
          </Button>
        </>
      }
    >
      {unsent ? t('signOutUnsent') : failed === null ? t('signOutAsk') : errorText(failed)}
    </Notice>
  );
}
