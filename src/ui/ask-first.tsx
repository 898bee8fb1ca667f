/** A button for something that cannot be undone: it says in place what will happen, and does it at the second press. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { Button } from './button.tsx';
import { errorText } from './error-text.ts';
import { Notice } from './notice.tsx';
import { useAction, type Outcome } from './use-action.ts';

type Props = {
  label: string;
  /** For assistive technology, where several buttons have the same words. */
  name?: string;
  /** What will happen. */
  ask: string;
  /** What the second button is called. */
  sure: string;
  act: () => Promise<Outcome>;
};

export function AskFirst({ label, name = label, ask, sure, act }: Props) {
  const [asked, setAsked] = useState(false);
  const { busy, failed, run } = useAction();
  const first = useRef<HTMLButtonElement>(null);
  const second = useRef<HTMLButtonElement>(null);
  const wasAsked = useRef(false);
  useEffect(() => {
    // The button that was pressed is gone: the keyboard goes on where the answer is asked for, and back.
    if (asked) second.current?.focus();
    else if (wasAsked.current) first.current?.focus();
    wasAsked.current = asked;
  }, [asked]);
  const go = async () => {
    if (await run(act)) setAsked(false);
  };
  if (!asked) {
    return (
      <Button ref={first} size="small" weight="danger" aria-label={name} onClick={() => setAsked(true)}>
        {label}
      </Button>
    );
  }
  return (
    <Notice
      tone={failed === null ? 'warn' : 'error'}
      action={
        <>
          <Button ref={second} size="small" weight="danger" aria-disabled={busy} onClick={() => void go()}>
            {sure}
          </Button>
          <Button size="small" weight="quiet" onClick={() => setAsked(false)}>
            {t('actionCancel')}
          </Button>
        </>
      }
    >
      {failed === null ? ask : errorText(failed)}
    </Notice>
  );
}
