/** A small form with one thing to do: fields, a button, and what went wrong in words. */
import type { ComponentChildren } from 'preact';
import { errorText } from './error-text.ts';
import { Button, type ButtonProps } from './button.tsx';
import { Notice } from './notice.tsx';
import { useAction, type Outcome } from './use-action.ts';
import './forms.css';

/** `onSubmit` does it and answers how it went; the form stays usable and keeps its words after a failure. */
export function ActionForm({
  label,
  submit,
  weight = 'primary',
  onSubmit,
  beside,
  children,
}: {
  /** What the form is called for assistive technology. */
  label: string;
  submit: string;
  weight?: NonNullable<ButtonProps['weight']>;
  onSubmit: () => Promise<Outcome>;
  /** Buttons beside the one that does it. */
  beside?: ComponentChildren;
  children: ComponentChildren;
}) {
  const { busy, failed, run } = useAction();
  return (
    <form
      class="action-form"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        void run(onSubmit);
      }}
    >
      {children}
      {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
      <div class="action-form-go">
        <Button type="submit" weight={weight} aria-disabled={busy}>
          {submit}
        </Button>
        {beside}
      </div>
    </form>
  );
}
