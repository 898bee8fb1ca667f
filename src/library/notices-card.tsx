/** Whether the browser tells what concerns the reader, and at which hours never. Off until somebody turns it on. */
import { useState } from 'preact/hooks';
import { NIGHT, type QuietHours } from '../core/quiet-hours.ts';
import { hourOfDay } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Select } from '../ui/select.tsx';
import type { ViewProps } from './ports.ts';
import './inbox.css';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

export function NoticesCard({ library, ports }: ViewProps) {
  const { notify, quiet } = library.notices;
  const [isRefused, setRefused] = useState(false);
  const choose = (next: { notify: boolean; quiet: QuietHours }): void => void ports.call('inbox.choose', next);
  const turn = async (): Promise<void> => {
    // Asked in the press itself: browsers allow it at no other time.
    const isAllowed = notify || (await ports.askForNotifications());
    setRefused(!isAllowed);
    if (isAllowed) choose({ notify: !notify, quiet });
  };
  const hours = HOURS.map((hour) => ({ value: String(hour), label: hourOfDay(hour) }));
  return (
    <section class="card" aria-labelledby="notices">
      <h2 id="notices">{t('noticesTitle')}</h2>
      <p class="soft">{t('noticesHint')}</p>
      <p>
        <Button onClick={() => void turn()}>{t(notify ? 'noticesOff' : 'noticesOn')}</Button>
      </p>
      {isRefused && <Notice tone="warn">{t('noticesRefused')}</Notice>}
      {notify && (
        <div class="notice-hours">
          <Select
            label={t('quietFrom')}
            value={quiet ? String(quiet.from) : ''}
            options={[{ value: '', label: t('quietNever') }, ...hours]}
            onChoose={(from) =>
              choose({ notify, quiet: from === '' ? null : { ...(quiet ?? NIGHT), from: Number(from) } })
            }
          />
          {quiet && (
            <Select
              label={t('quietTo')}
              value={String(quiet.to)}
              options={hours}
              onChoose={(to) => choose({ notify, quiet: { ...quiet, to: Number(to) } })}
            />
          )}
        </div>
      )}
    </section>
  );
}
