/** The choice of a highlight's colour: radio buttons that show how the passage will look. */
import { useId } from 'preact/hooks';
import { COLORS, type Color, type Legend } from '../core/color.ts';
import { t } from '../platform/i18n.ts';
import { ColorSample, colorName } from './color-sample.tsx';

type Props = {
  value: Color | null;
  legend: Legend;
  /** Those to choose from. */
  colors?: readonly Color[];
  /** What choosing none of them is called. */
  none?: string;
  onChoose: (color: Color | null) => void;
};

/** None is a choice too. Where the group has a name for a colour, it stands beside it. */
export function ColorPicker({ value, legend, colors = COLORS, none = t('colorNone'), onChoose }: Props) {
  const name = useId();
  const choices = [null, ...colors];
  return (
    <fieldset class="colors">
      <legend class="unseen">{t('labelColor')}</legend>
      {choices.map((color) => {
        const label = color ? colorName(color, legend[color]) : none;
        return (
          <label key={color} class="color-choice" title={label}>
            <input type="radio" name={name} checked={color === value} onChange={() => onChoose(color)} />
            <span class="color-face">
              {color ? <ColorSample color={color} /> : <span class="color-none" aria-hidden="true" />}
              <span class={color && legend[color] ? 'color-means' : 'unseen'} dir="auto">
                {label}
              </span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
