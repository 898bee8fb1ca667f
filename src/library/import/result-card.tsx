/** What came of an import, and the way back. */
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { errorText } from '../../ui/error-text.ts';
import { Notice } from '../../ui/notice.tsx';
import type { LibraryPorts } from '../ports.ts';
import { Count } from './found-card.tsx';
import { RejectedList } from './rejected-list.tsx';
import { sourceName } from './source-name.ts';
import type { Done } from './use-import.ts';

type Props = {
  result: Done;
  save: LibraryPorts['save'];
  onUndo: () => void;
  onAgain: () => void;
};

export function ResultCard({ result: { found, count, here, isStopped, failed }, save, onUndo, onAgain }: Props) {
  return (
    <section class="card" aria-labelledby="import-result">
      <h2 id="import-result">{t('importFrom', sourceName(found.kind))}</h2>
      <dl class="import-counts">
        <Count label={t('importDone')} count={count} />
        <Count label={t('importHere')} count={here} />
        <Count label={t('importNot')} count={found.rejected.length} />
      </dl>
      {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
      {isStopped && <Notice tone="warn">{t('importStopped')}</Notice>}
      <RejectedList rejected={found.rejected} save={save} />
      <div class="import-acts">
        <Button onClick={onAgain}>{t('importAgain')}</Button>
        {count > 0 && (
          <Button weight="danger" onClick={onUndo}>
            {t('importUndo')}
          </Button>
        )}
      </div>
    </section>
  );
}
