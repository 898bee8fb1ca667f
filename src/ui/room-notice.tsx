/** Says that a device is nearly full, before a note cannot be saved for it. */
import { useEffect, useState } from 'preact/hooks';
import { megabytes } from '../platform/formats.ts';
import { t } from '../platform/i18n.ts';
import { Notice } from './notice.tsx';

/** @param left how many bytes there are where they are few, else null */
export function RoomNotice({ left }: { left: () => Promise<number | null> }) {
  const [bytes, setBytes] = useState<number | null>(null);
  useEffect(() => {
    const life = new AbortController();
    left().then(
      (found) => life.signal.aborted || setBytes(found),
      () => undefined,
    );
    return () => life.abort();
  }, [left]);
  return bytes === null ? null : <Notice tone="warn">{t('roomLow', megabytes(bytes))}</Notice>;
}
