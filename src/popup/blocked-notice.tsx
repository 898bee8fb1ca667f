/** Why this page cannot be annotated, in plain words, with what to do where something can be done. */
import { t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Blocked } from './page-state.ts';

export function BlockedNotice({ why, onReload }: { why: Blocked; onReload: () => void }) {
  if (why === 'no-script') {
    return (
      <Notice tone="warn" action={<Button onClick={onReload}>{t('blockedReload')}</Button>}>
        {t('blockedNoScript')}
      </Notice>
    );
  }
  return <Notice>{wordsFor(why)}</Notice>;
}

function wordsFor(why: Exclude<Blocked, 'no-script'>): string {
  switch (why) {
    case 'browser-page':
      return t('blockedBrowserPage');
    case 'store-page':
      return t('blockedStorePage');
    case 'file-permission':
      return t('blockedFile');
    case 'pdf':
      return t('blockedPdf');
    case 'opted-out':
      return t('blockedOptedOut');
    case 'no-tab':
      return t('blockedNoTab');
  }
}
