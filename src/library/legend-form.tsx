/** What a group means by the colours of highlights: its hosts name them, everybody sees the names on cards and in the composer. */
import { useState } from 'preact/hooks';
import { COLORS, type Legend } from '../core/color.ts';
import { MAX_MEANING } from '../core/legend-limit.ts';
import { t } from '../platform/i18n.ts';
import { fieldDirection } from '../ui/field-direction.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { ColorSample, colorName } from '../ui/color-sample.tsx';
import type { Outcome } from '../ui/use-action.ts';

type Props = { group: string; legend: Legend; save: (legend: Legend) => Promise<Outcome> };

export function LegendForm({ group, legend, save }: Props) {
  const [names, setNames] = useState(legend);
  const [saved, setSaved] = useState(false);
  const submit = async () => {
    const outcome = await save(names);
    setSaved(outcome.ok);
    return outcome;
  };
  return (
    <details class="legend">
      <summary>{t('legendTitle')}</summary>
      <p class="soft form-words">{t('legendHint')}</p>
      <ActionForm label={t('legendOf', group)} submit={t('legendSave')} weight="plain" onSubmit={submit}>
        {COLORS.map((color) => (
          <label key={color}>
            <ColorSample color={color} />
            <input
              class="input"
              dir={fieldDirection(names[color] ?? '')}
              aria-label={t('legendMeans', colorName(color))}
              placeholder={colorName(color)}
              maxLength={MAX_MEANING}
              value={names[color] ?? ''}
              onInput={(event) => {
                setSaved(false);
                setNames({ ...names, [color]: event.currentTarget.value });
              }}
            />
          </label>
        ))}
      </ActionForm>
      <p class="soft" role="status">
        {saved && t('legendSaved')}
      </p>
    </details>
  );
}

/** What colours mean where one may not name them; nothing where none has a name. */
export function LegendLine({ legend }: { legend: Legend }) {
  const named = COLORS.filter((color) => legend[color]);
  if (named.length === 0) return null;
  return (
    <ul class="legend-line" aria-label={t('legendTitle')}>
      {named.map((color) => (
        <li key={color} class="chip">
          <ColorSample color={color} />
          <bdi>{legend[color]}</bdi>
        </li>
      ))}
    </ul>
  );
}
