/** What an empty margin says: that notes are on their way, or how to begin and where notes are kept. */
import { t } from '../platform/i18n.ts';
import { EmptyState } from '../ui/empty-state.tsx';

export function NothingYet({ local, coming }: { local: boolean; coming: boolean }) {
  if (coming) {
    return (
      <EmptyState icon="clock" title={t('comingTitle')}>
        <p>{t('comingHint')}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t('emptyMargin')}>
      <p>{t('emptyMarginWords')}</p>
      {local && <p>{t('emptyMarginLocal')}</p>}
    </EmptyState>
  );
}
