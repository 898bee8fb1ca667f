/** Asks in the card why a note is to be reported or hidden, says who will read that, and does it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { MAX_REASON } from '../core/hiding.ts';
import { t } from '../platform/i18n.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { Outcome } from '../ui/use-action.ts';

export type ReasonFormProps = {
  /** What the form is for. */
  label: string;
  hint: string;
  submit: string;
  /** Answers how it went; the form stays open after a failure. */
  onReason: (reason: string) => Promise<Outcome>;
  onCancel: () => void;
};

export function ReasonForm({ label, hint, submit, onReason, onCancel }: ReasonFormProps) {
  const [reason, setReason] = useState('');
  const place = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone from sight.
  useEffect(() => place.current?.querySelector('input')?.focus(), []);
  return (
    <div
      class="note-reason"
      ref={place}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.isComposing) return;
        // Of the form alone, not of the margin.
        event.stopPropagation();
        onCancel();
      }}
    >
      <ActionForm
        label={label}
        submit={submit}
        onSubmit={() => onReason(reason.trim())}
        beside={
          <Button weight="quiet" onClick={onCancel}>
            {t('actionCancel')}
          </Button>
        }
      >
        <TextField
          label={t('reasonField')}
          value={reason}
          onValue={setReason}
          hint={hint}
          required
          maxLength={MAX_REASON}
          autocomplete="off"
        />
      </ActionForm>
    </div>
  );
}
