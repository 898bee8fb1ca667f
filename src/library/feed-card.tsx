/** My own feed of a group: made, its address shown once, renewed and ended. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Id } from '../core/id.ts';
import { t } from '../platform/i18n.ts';
import { AskFirst } from '../ui/ask-first.tsx';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { errorText } from '../ui/error-text.ts';
import { Notice } from '../ui/notice.tsx';
import { useAction } from '../ui/use-action.ts';
import type { LibraryPorts } from './ports.ts';

/** `url` is known only in the moment it was made. */
type Feed = { state: 'none' } | { state: 'made' } | { state: 'new'; url: string };

export function FeedCard({ group, call }: { group: Id; call: LibraryPorts['call'] }) {
  const { busy, failed, run } = useAction();
  const [feed, setFeed] = useState<Feed | null>(null);
  const read = useCallback(
    () =>
      run(async () => {
        const answer = await call('feed.state', { group });
        if (answer.ok) setFeed({ state: answer.made === null ? 'none' : 'made' });
        return answer;
      }),
    [call, group, run],
  );
  useEffect(() => void read(), [read]);
  const make = async () => {
    const answer = await call('feed.make', { group });
    if (answer.ok) setFeed({ state: 'new', url: answer.url });
    return answer;
  };
  const end = async () => {
    const answer = await call('feed.end', { group });
    if (answer.ok) setFeed({ state: 'none' });
    return answer;
  };
  return (
    <section class="card" aria-labelledby="feed">
      <h2 id="feed">{t('feedTitle')}</h2>
      <p class="soft form-words">{t('feedWhat')}</p>
      {failed !== null && (
        <Notice tone="error" action={<Button onClick={() => void read()}>{t('tryAgain')}</Button>}>
          {errorText(failed)}
        </Notice>
      )}
      {feed?.state === 'new' && (
        <>
          <div class="invite-line">
            <output class="invite-url" dir="ltr" aria-label={t('feedAddress')}>
              {feed.url}
            </output>
            <CopyButton text={feed.url} label={t('inviteCopy')} />
          </div>
          <p class="form-words">{t('feedOnce')}</p>
        </>
      )}
      {feed?.state === 'made' && <p class="form-words">{t('feedMade')}</p>}
      {feed?.state === 'none' && (
        <Button aria-disabled={busy} onClick={() => void run(make)}>
          {t('feedMake')}
        </Button>
      )}
      {(feed?.state === 'made' || feed?.state === 'new') && (
        <div class="group-acts">
          <AskFirst label={t('feedRenew')} ask={t('feedRenewAsk')} sure={t('feedRenew')} act={make} />
          <AskFirst label={t('feedEnd')} ask={t('feedEndAsk')} sure={t('feedEndSure')} act={end} />
        </div>
      )}
    </section>
  );
}
