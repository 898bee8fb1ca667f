/** A colour as it looks in a page: its ground and the shape of its line. */
import type { Color } from '../core/color.ts';
import { LOOKS } from '../core/color-looks.ts';
import { t } from '../platform/i18n.ts';

/** What a colour is called: by the group where it has a name for it, else by what it looks like. */
export function colorName(color: Color, means?: string): string {
  const names: Record<Color, string> = {
    yellow: t('colorYellow'),
    green: t('colorGreen'),
    blue: t('colorBlue'),
    pink: t('colorPink'),
    purple: t('colorPurple'),
  };
  return means ?? names[color];
}

export function ColorSample({ color }: { color: Color }) {
  const { ink, line } = LOOKS[color];
  return (
    <span class="color-sample" style={{ '--ink-of': ink, '--line-of': line }} aria-hidden="true">
      ab
    </span>
  );
}

/** On a card: the colour and what the group means by it. */
export function ColorChip({ color }: { color: { name: Color; means?: string | undefined } }) {
  return (
    <span class="chip">
      <ColorSample color={color.name} />
      <bdi>{colorName(color.name, color.means)}</bdi>
    </span>
  );
}
