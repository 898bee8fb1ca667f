/** How many notes are hidden since their writers are muted, and the way to see them all the same. */
import { plural, t } from '../platform/i18n.ts';
import { Button } from './button.tsx';

/** Nothing where none is hidden. */
export function MutedLine({
  count = 0,
  shown,
  onShow,
}: {
  count: number | undefined;
  /** They are shown now. */
  shown: boolean;
  onShow: (shown: boolean) => void;
}) {
  if (count === 0 && !shown) return null;
  return (
    <p class="muted-line soft">
      <span>{shown ? t('mutedShown') : plural('mutedHidden', count)}</span>
      <Button size="small" weight="quiet" onClick={() => onShow(!shown)}>
        {t(shown ? 'mutedHide' : 'mutedShow')}
      </Button>
    </p>
  );
}
