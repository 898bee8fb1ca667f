/** A labelled field of one line, with a hint and an error that assistive technology reads with it. */
import { createElement, type LooseInputHTMLAttributes, type Ref } from 'preact';
import { useId } from 'preact/hooks';
import { fieldDirection } from './field-direction.ts';

type Props = Omit<LooseInputHTMLAttributes, 'label' | 'value' | 'class' | 'id' | 'dir' | 'onInput'> & {
  label: string;
  value: string;
  onValue: (value: string) => void;
  hint?: string | undefined;
  /** What is wrong with the value and what to do; null while nothing is. */
  error?: string | null | undefined;
  ref?: Ref<HTMLInputElement>;
};

/** Shows `value` and tells every change by `onValue`. */
export function TextField({ label, value, onValue, hint, error, type = 'text', ...native }: Props) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  // Preact's types tie each `type` of input to its own attributes; a field of several types needs the loose ones.
  const input = createElement<LooseInputHTMLAttributes>('input', {
    ...native,
    type,
    class: 'input',
    id,
    dir: fieldDirection(value),
    value,
    onInput: (event) => onValue(event.currentTarget.value),
    'aria-describedby': described || undefined,
    'aria-invalid': error ? true : undefined,
  });
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {input}
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
