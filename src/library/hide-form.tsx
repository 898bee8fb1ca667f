/** Hiding a reported note: its author is told why, so that a reason has to be given. */
import { useState } from 'preact/hooks';
import { MAX_REASON } from '../core/hiding.ts';
import { t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';

export function HideForm({ hide }: { hide: (reason: string) => void }) {
  const [reason, setReason] = useState('');
  return (
    <form
      class="judged-hide"
      aria-label={t('noteHide')}
      onSubmit={(event) => {
        event.preventDefault();
        hide(reason.trim());
      }}
    >
      <TextField
        label={t('reasonField')}
        value={reason}
        onValue={setReason}
        hint={t('hideHint')}
        required
        maxLength={MAX_REASON}
        autocomplete="off"
      />
      <Button type="submit" size="small" weight="danger">
        {t('noteHide')}
      </Button>
    </form>
  );
}
