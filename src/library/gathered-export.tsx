/** Export of many notes that are not on the page: read when somebody asks for it, with progress, then offered in every format. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Id } from '../core/id.ts';
import type { Note } from '../core/note.ts';
import { t } from '../platform/i18n.ts';
import { Button } from '../ui/button.tsx';
import { errorText } from '../ui/error-text.ts';
import { Notice } from '../ui/notice.tsx';
import { useAction } from '../ui/use-action.ts';
import { ExportFormats, type ExportProps } from './export/export-dialog.tsx';
import { gatherNotes } from './list/gather-notes.ts';
import type { Progress } from './list/in-batches.ts';
import type { LibraryPorts } from './ports.ts';
import { ProgressLine } from './progress-line.tsx';

type Props = Pick<ExportProps, 'title' | 'unplaced' | 'members'> & {
  /** Tells which notes; what was read is forgotten when this changes. */
  ids: () => Promise<readonly Id[]>;
  ports: LibraryPorts;
  withMuted: boolean;
  disabled?: boolean;
};

export function GatheredExport({ title, ids, ports, withMuted, disabled = false, unplaced, members }: Props) {
  const { failed, run } = useAction();
  const [progress, setProgress] = useState<Progress | null>(null);
  const [notes, setNotes] = useState<{ of: Props['ids']; notes: Note[] } | null>(null);
  const life = useRef<AbortController | null>(null);
  useEffect(() => () => life.current?.abort(), []);
  const [isOpen, setIsOpen] = useState(false);
  const known = notes?.of === ids ? notes.notes : null;
  const gather = (): void =>
    void run(async () => {
      const { signal } = (life.current = new AbortController());
      const found = await gatherNotes(ports.catalog.ask, await ids(), { withMuted, tell: setProgress, signal }).finally(
        () => setProgress(null),
      );
      if (signal.aborted) return { ok: true };
      setNotes({ of: ids, notes: found });
      setIsOpen(true);
      return { ok: true };
    });
  if (progress) {
    return (
      <div class="export" role="group" aria-label={t('exportTitle', title)}>
        <ProgressLine label={t('exportTitle', title)} {...progress} onCancel={() => life.current?.abort()} />
      </div>
    );
  }
  return (
    <>
      <Button
        size="small"
        aria-haspopup="dialog"
        aria-label={t('exportTitle', title)}
        disabled={disabled}
        onClick={() => (known ? setIsOpen(true) : gather())}
      >
        {t('export')}
      </Button>
      {isOpen && known && (
        <ExportFormats
          title={title}
          notes={known}
          ports={ports}
          unplaced={unplaced}
          members={members}
          onClose={() => setIsOpen(false)}
        />
      )}
      {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
    </>
  );
}
