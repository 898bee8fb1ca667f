/**
 * What popup and library say in their own stead where the notes do not open: in a private window of Firefox, which gives
 * extensions' pages no IndexedDB, or after an older release was put back (store/database.ts).
 */
import { t } from '../platform/i18n.ts';
import { EmptyState } from './empty-state.tsx';
import { mountPage } from './mount.tsx';

/**
 * What to do with the error.
 * @param frame the class of the page's main element
 */
export function sayClosed(frame: string, title: string): (error: unknown) => void {
  return (error) => {
    console.error(error);
    mountPage(
      <main class={frame}>
        <EmptyState icon="warning" title={t('storeClosed')}>
          {t('storeClosedWhatToDo')}
        </EmptyState>
      </main>,
      title,
    );
  };
}
