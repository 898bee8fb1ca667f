/** A labelled field of one line, with a hint and an error that assistive technology reads with it. */
import type { Ref } from 'preact';
import { useId } from 'preact/hooks';

type Props = {
  label: string;
  value: string;
  onValue: (value: string) => void;
  hint?: string | undefined;
  /** What is wrong with the value and what to do; null while nothing is. */
  error?: string | null;
  type?: 'text' | 'email' | 'password' | 'url' | 'search';
  /** What a password manager may fill in, e.g. `current-password`. */
  autocomplete?: string;
  placeholder?: string;
  name?: string;
  required?: boolean;
  readOnly?: boolean;
  disabled?: boolean;
  maxLength?: number;
  ref?: Ref<HTMLInputElement>;
};

/** Shows `value` and tells every change by `onValue`. */
export function TextField({ label, value, onValue, hint, error, type = 'text', ...native }: Props) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <input
        {...native}
        type={type}
        class="input"
        id={id}
        dir="auto"
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
        aria-describedby={described || undefined}
        aria-invalid={error ? true : undefined}
      />
      {hint && (
        <span class="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {error && (
        <span class="field-error" id={`${id}-error`} role="alert">
          {error}
        </span>
      )}
    </div>
  );
}
