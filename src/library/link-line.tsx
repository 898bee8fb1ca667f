/** A link to a note that was typed or pasted into the search: the way to its page. */
import { t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';
import { errorText } from '../ui/error-text.ts';
import { Notice } from '../ui/notice.tsx';
import { useAction } from '../ui/use-action.ts';
import type { LibraryPorts } from './ports.ts';

export function LinkLine({ link, ports }: { link: string; ports: LibraryPorts }) {
  const { busy, failed, run } = useAction();
  return (
    <Notice
      tone={failed === null ? 'info' : 'warn'}
      action={
        <Button size="small" aria-disabled={busy} onClick={() => void run(() => ports.call('link.open', { link }))}>
          {t('linkOpen')}
        </Button>
      }
    >
      {failed === null ? t('linkFound') : wordsOf(failed)}
    </Notice>
  );
}

function wordsOf(code: string): string {
  if (code === 'not_found') return t('linkNotHere');
  return code === 'not-ours' ? t('linkNotOurs') : errorText(code);
}
