/** The two ways to a note that need no selection: about the whole page, and about a passage that is looked for. */
import { t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';

export function BeginNote({ onPage, onPassage }: { onPage: () => void; onPassage: () => void }) {
  return (
    <div class="margin-begin">
      <Button weight="quiet" size="small" icon="page" onClick={onPage}>
        {t('addPageNote')}
      </Button>
      <Button weight="quiet" size="small" icon="search" onClick={onPassage}>
        {t('pickTitle')}
      </Button>
    </div>
  );
}
