/** Two or three choices that stand side by side, all visible: radio buttons that look like one control. */
import { useId } from 'preact/hooks';

type Props<V extends string> = {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChoose: (value: V) => void;
};

/** Shows `value` as chosen; arrow keys move the choice. */
export function Segments<V extends string>({ label, value, options, onChoose }: Props<V>) {
  const name = useId();
  return (
    <fieldset class="segments">
      <legend class="unseen">{label}</legend>
      {options.map((option) => (
        <label key={option.value} class="segment">
          <input type="radio" name={name} checked={option.value === value} onChange={() => onChoose(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
