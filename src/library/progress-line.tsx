/** How far long work is, with the way to call it off. */
import { number } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';
import './progress-line.css';

type Props = {
  label: string;
  done: number;
  /** Null while nobody knows. */
  of: number | null;
  /** Absent where it cannot be called off. */
  onCancel?: (() => void) | undefined;
};

export function ProgressLine({ label, done, of, onCancel }: Props) {
  return (
    <div class="progress-line">
      {of === null ? (
        <>
          <progress aria-label={label} />
          <span class="soft">{label}</span>
        </>
      ) : (
        <>
          <progress aria-label={label} value={Math.min(done, of)} max={Math.max(of, 1)} />
          {/* It changes several times a second: who hears it hears it of the bar, when they ask. */}
          <span class="soft" aria-live="off">
            {t('progressOf', number(Math.min(done, of)), number(of))}
          </span>
        </>
      )}
      {onCancel && (
        <Button size="small" onClick={onCancel}>
          {t('actionCancel')}
        </Button>
      )}
    </div>
  );
}
