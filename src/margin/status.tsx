/** What stands between the reader and the others, in one line, with what to do. Nothing when all is well. */
import { useState } from 'preact/hooks';
import { listOf } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import type { Conversation, SyncStatus } from '../protocol/from-pages.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { readingText } from '../ui/reading-text.ts';
import type { Page } from './use-page.ts';
import type { Reading } from './use-conversation.ts';

type Props = {
  gone: Page['gone'];
  problem: Reading['problem'];
  optedOut: boolean;
  /** The page has no address that others could share. */
  nameless: boolean;
  conversation: Conversation | null;
  retry: () => void;
  syncNow: () => void;
  /** Trouble was put away, with the button that had the focus. */
  onDismissed: () => void;
};

/** The most important line only. */
export function Status({ gone, problem, optedOut, nameless, conversation, retry, syncNow, onDismissed }: Props) {
  const [dismissed, setDismissed] = useState<string | null>(null);
  if (gone === 'extension' || problem === 'gone') return <Notice tone="error">{t('reloadNeeded')}</Notice>;
  if (gone === 'page') return <Notice tone="warn">{t('pageGone')}</Notice>;
  if (nameless) return <Notice tone="warn">{t('pageNameless')}</Notice>;
  if (problem === 'failed') {
    return (
      <Notice tone="error" action={<Button onClick={retry}>{t('tryAgain')}</Button>}>
        {t('readFailed')}
      </Notice>
    );
  }
  const state = conversation?.sync.state ?? 'ok';
  if (state !== dismissed && isTrouble(state)) {
    const again = state === 'unreachable' || state === 'not-endpoint';
    return (
      <Notice
        tone="warn"
        action={
          <>
            {again && (
              <Button size="small" onClick={syncNow}>
                {t('syncAgain')}
              </Button>
            )}
            <IconButton
              icon="close"
              size="small"
              label={t('actionDismiss')}
              onClick={() => {
                setDismissed(state);
                onDismissed();
              }}
            />
          </>
        }
      >
        {wordsOf(state, conversation?.sync.endpoint ?? '')}
      </Notice>
    );
  }
  if (state === 'preparing') return <Notice>{t('error_preparing')}</Notice>;
  const reading = conversation?.sync.reading;
  if (reading) return <Notice>{readingText(reading)}</Notice>;
  if (conversation?.fetching) return <Notice>{t('fetchingPage', listOf(conversation.fetching))}</Notice>;
  return optedOut ? <Notice>{t('pageOptedOut')}</Notice> : null;
}

type Trouble = Exclude<SyncStatus['state'], 'ok' | 'syncing' | 'preparing' | 'local'>;

function isTrouble(state: SyncStatus['state']): state is Trouble {
  return state !== 'ok' && state !== 'syncing' && state !== 'preparing' && state !== 'local';
}

function wordsOf(state: Trouble, endpoint: string): string {
  switch (state) {
    case 'unreachable':
      return t('syncUnreachable');
    case 'not-endpoint':
      return t('syncNotEndpoint', endpoint);
    case 'signed-out':
      return t('syncSignedOut');
    case 'outdated':
      return t('syncOutdated');
    case 'endpoint-outdated':
      return t('syncEndpointOutdated');
  }
}
