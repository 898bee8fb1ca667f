/** Backups that are made by themselves: on or off, how often, of what; and what became of the last one. */
import { useState } from 'preact/hooks';
import type { BackupChoice } from '../core/backup.ts';
import { number } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Select } from '../ui/select.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { useAction } from '../ui/use-action.ts';
import type { ViewProps } from './ports.ts';

const COUNTS = [1, 3, 5, 10, 30];

export function BackupCard({ library, ports }: ViewProps) {
  const { last, failed, count: _, ...choice } = library.backup;
  const [isRefused, setRefused] = useState(false);
  const { busy, run } = useAction();
  const choose = (change: Partial<BackupChoice>): Promise<unknown> =>
    ports.call('backup.choose', { ...choice, ...change });
  const make = (): void => void run(() => ports.call('backup.make', {}));
  const turn = async (): Promise<void> => {
    // Asked in the press itself: browsers allow it at no other time.
    const isAllowed = choice.isOn || (await ports.askForDownloads());
    setRefused(!isAllowed);
    if (!isAllowed) return;
    await choose({ isOn: !choice.isOn });
    if (!choice.isOn) make();
  };
  return (
    <section class="card" aria-labelledby="backup">
      <h2 id="backup">{t('backupTitle')}</h2>
      <p class="soft">{t('backupHint')}</p>
      <p class="backup-acts">
        <Button onClick={() => void turn()}>{t(choice.isOn ? 'backupOff' : 'backupOn')}</Button>
        {choice.isOn && (
          <Button weight="quiet" aria-disabled={busy} onClick={make}>
            {t('backupNow')}
          </Button>
        )}
        <a href="#import">{t('backupRestore')}</a>
      </p>
      {isRefused && <Notice tone="warn">{t('backupRefused')}</Notice>}
      {choice.isOn && (
        <>
          <p role="status">
            {last === null ? (
              t('backupNone')
            ) : (
              <>
                {t('backupLast')} <TimeAgo instant={last} />
              </>
            )}
          </p>
          {failed !== null && <Notice tone="error">{t('backupFailed')}</Notice>}
          <div class="two">
            <Select
              label={t('backupEvery')}
              value={choice.everyDays === 7 ? '7' : '1'}
              options={[
                { value: '1', label: t('backupDaily') },
                { value: '7', label: t('backupWeekly') },
              ]}
              onChoose={(days) => void choose({ everyDays: days === '7' ? 7 : 1 })}
            />
            <Select
              label={t('backupOf')}
              value={choice.of}
              options={[
                { value: 'all', label: t('backupEverything') },
                { value: 'mine', label: t('searchMine') },
              ]}
              onChoose={(of) => void choose({ of })}
            />
            <Select
              label={t('backupKeep')}
              value={String(choice.keep)}
              options={COUNTS.map((keep) => ({ value: String(keep), label: number(keep) }))}
              onChoose={(keep) => void choose({ keep: Number(keep) })}
            />
          </div>
        </>
      )}
    </section>
  );
}
