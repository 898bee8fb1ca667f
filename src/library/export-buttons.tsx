/** Taking notes out, in every format there is. */
import { exportFileName, FORMATS, type FormatName } from '../core/export/formats.ts';
import { newId } from '../core/id.ts';
import { mayExport, type Note } from '../core/note.ts';
import { t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';
import type { LibraryPorts } from './ports.ts';

type Props = { title: string; notes: readonly Note[]; save: LibraryPorts['save'] };

export function ExportButtons({ title, notes: given, save }: Props) {
  const all = given.filter(({ muted }) => muted !== 'hidden');
  const notes = all.filter(mayExport);
  const names: FormatName[] = ['markdown', 'jsonld'];
  const write = (name: FormatName) => {
    const now = Date.now();
    const id = newId(now, (length) => crypto.getRandomValues(new Uint8Array(length)));
    const input = { id, title, exportedAt: new Date(now).toISOString(), notes };
    save(exportFileName(input, name), FORMATS[name].mediaType, FORMATS[name].write(input));
  };
  return (
    <div class="export" role="group" aria-label={t('exportTitle', title)}>
      <span class="soft">{t('export')}</span>
      {notes.length < all.length && <span class="soft">{t('exportLocked')}</span>}
      {names.map((name) => (
        <Button key={name} size="small" disabled={notes.length === 0} onClick={() => write(name)}>
          {t(FORMATS[name].label)}
        </Button>
      ))}
    </div>
  );
}
