/** A choice from a list, by the browser's own control: it works with every keyboard, reader and touch screen. */
import { useId, useMemo } from 'preact/hooks';

type Props<V extends string> = {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChoose: (value: V) => void;
  hint?: string | undefined;
  disabled?: boolean;
};

/** Shows `value` as chosen; a value that is not among the options shows as none. */
export function Select<V extends string>({ label, value, options, onChoose, hint, disabled = false }: Props<V>) {
  const id = useId();
  // There may be hundreds; where they stay the same they are not looked at again.
  const list = useMemo(
    () => (
      <>
        {options.map((option) => (
          // A name of another direction than the page's begins where it is read from: what is too long loses its end.
          <option key={option.value} value={option.value} selected={option.value === value} dir="auto">
            {option.label}
          </option>
        ))}
      </>
    ),
    [options, value],
  );
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      <select
        class="input"
        id={id}
        value={value}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => {
          const chosen = options[event.currentTarget.selectedIndex];
          if (chosen) onChoose(chosen.value);
        }}
      >
        {list}
      </select>
      {hint && (
        <span class="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
