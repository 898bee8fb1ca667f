/** What members of a group reported, and which of its notes are hidden: for its hosts, asked of the endpoint each time. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Id } from '../core/id.ts';
import { t } from '../platform/i18n.ts';
import type { ReportList } from '../protocol/safety.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { errorText } from '../ui/error-text.ts';
import { Notice } from '../ui/notice.tsx';
import { useAction } from '../ui/use-action.ts';
import { HideForm } from './hide-form.tsx';
import { JudgedNote } from './judged-note.tsx';
import type { ViewProps } from './ports.ts';

export function ReportsView({ group, library, ports }: ViewProps & { group: Id }) {
  const { call } = ports;
  const { busy, failed, run } = useAction();
  const [list, setList] = useState<ReportList | null>(null);
  const read = useCallback(async () => {
    const answer = await call('reports.list', { group });
    if (answer.ok) setList(answer);
    return answer;
  }, [call, group]);
  useEffect(() => void run(read), [read, run]);
  const act = (work: () => Promise<{ ok: true } | { ok: false; code: string }>): void =>
    void run(async () => {
      const outcome = await work();
      return outcome.ok ? read() : outcome;
    });
  const names = library.people.get(group);
  const nameOf = (person: Id): string => names?.get(person) ?? t('moderationSomebody');
  return (
    <>
      <h1>{t('reportsTitle', library.groups.find(({ id }) => id === group)?.name ?? '')}</h1>
      <p class="soft form-words">{t('reportsHint')}</p>
      {failed !== null && (
        <Notice tone="error" action={<Button onClick={() => void run(read)}>{t('tryAgain')}</Button>}>
          {errorText(failed)}
        </Notice>
      )}
      {list?.reports.length === 0 && <EmptyState title={t('reportsNone')} />}
      <ul class="judged">
        {list?.reports.map((one) => (
          <JudgedNote key={one.note} about={one} group={group} author={nameOf(one.author)}>
            <ul class="judged-reasons">
              {one.given.map(({ reporter, reason }) => (
                <li key={reporter}>
                  <bdi class="note-author">{nameOf(reporter)}</bdi>
                  <span dir="auto">{reason}</span>
                </li>
              ))}
            </ul>
            <div class="judged-acts">
              <HideForm hide={(reason) => act(() => call('note.hide', { group, note: one.note, reason }))} />
              <Button
                size="small"
                aria-disabled={busy}
                onClick={() => act(() => call('reports.dismiss', { group, note: one.note }))}
              >
                {t('reportDismiss')}
              </Button>
            </div>
          </JudgedNote>
        ))}
      </ul>
      {list !== null && list.hidden.length > 0 && (
        <section aria-labelledby="hidden">
          <h2 id="hidden">{t('reportsHidden')}</h2>
          <ul class="judged">
            {list.hidden.map((one) => (
              <JudgedNote key={one.note} about={one} group={group} author={nameOf(one.author)}>
                <p class="soft">{t('hiddenReason', one.reason)}</p>
                <div class="judged-acts">
                  <Button
                    size="small"
                    aria-disabled={busy}
                    onClick={() => act(() => call('note.show', { group, note: one.note }))}
                  >
                    {t('noteShow')}
                  </Button>
                </div>
              </JudgedNote>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
