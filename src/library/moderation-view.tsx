/** What was done in moderation of a group, for its owners and facilitators: who, what, to whom and when, without words. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Id } from '../core/id.ts';
import { t } from '../platform/i18n.ts';
import type { ModerationLog } from '../protocol/moderation.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { errorText } from '../ui/error-text.ts';
import { Notice } from '../ui/notice.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { useAction } from '../ui/use-action.ts';
import { actInWords, type Known } from './act-in-words.ts';
import type { ViewProps } from './ports.ts';

type Act = ModerationLog['acts'][number];

export function ModerationView({ group, library, ports }: ViewProps & { group: Id }) {
  const { call } = ports;
  const { busy, failed, run } = useAction();
  const [acts, setActs] = useState<Act[] | null>(null);
  const [more, setMore] = useState(false);
  const read = useCallback(
    (before?: number) =>
      run(async () => {
        const page = await call('group.moderation', { group, ...(before !== undefined && { before }) });
        if (page.ok) {
          setActs((had) => [...(before === undefined ? [] : (had ?? [])), ...page.acts]);
          setMore(page.more);
        }
        return page;
      }),
    [call, group, run],
  );
  useEffect(() => void read(), [read]);
  const name = library.groups.find(({ id }) => id === group)?.name ?? '';
  const people = library.people.get(group);
  const known: Known = {
    nameOf: (person) => people?.get(person),
    authorOf: (note) => library.deleted.get(note),
  };
  return (
    <>
      <h1>{t('moderationTitle', name)}</h1>
      <p class="soft form-words">{t('moderationHint')}</p>
      {failed !== null && (
        <Notice tone="error" action={<Button onClick={() => void read()}>{t('tryAgain')}</Button>}>
          {errorText(failed)}
        </Notice>
      )}
      {acts?.length === 0 && <EmptyState title={t('moderationNone')}>{t('moderationNoneHint')}</EmptyState>}
      {acts !== null && acts.length > 0 && (
        <ol class="log card">
          {acts.map((act) => (
            <li key={act.seq}>
              <span>{actInWords(act, known)}</span>
              <TimeAgo instant={act.at} />
            </li>
          ))}
        </ol>
      )}
      {more && (
        <Button aria-disabled={busy} onClick={() => void read(acts?.at(-1)?.seq)}>
          {t('moderationMore')}
        </Button>
      )}
    </>
  );
}
