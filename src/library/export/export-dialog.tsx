/** Taking notes out, in every format there is: one button, and behind it what each format is for. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { mayExport, type Note } from '../../core/note.ts';
import type { MembershipFields } from '../../core/record.ts';
import { plural, t } from '../../platform/i18n.ts';
import type { Unplaced } from '../../store/records.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { LibraryPorts } from '../ports.ts';
import { ProgressLine } from '../progress-line.tsx';
import { CHOICES } from './choices.ts';
import { useExport } from './use-export.ts';
import './export.css';

export type ExportProps = {
  title: string;
  notes: readonly Note[];
  ports: Pick<LibraryPorts, 'save' | 'imagesOf'>;
  /** Notes whose passage was not found. */
  unplaced?: ReadonlyMap<string, Unplaced> | undefined;
  /** Of a group, for its hosts: they may have its overview as well. */
  members?: readonly MembershipFields[] | undefined;
};

export function ExportDialog(props: ExportProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        disabled={props.notes.length === 0}
        aria-haspopup="dialog"
        aria-label={t('exportTitle', props.title)}
        onClick={() => setIsOpen(true)}
      >
        {t('export')}
      </Button>
      {isOpen && <ExportFormats {...props} onClose={() => setIsOpen(false)} />}
    </>
  );
}

/** The dialog alone, open from the start. */
export function ExportFormats({
  title,
  notes: given,
  ports,
  unplaced,
  members,
  onClose,
}: ExportProps & { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    // It may be gone again by then.
    if (dialog.current?.isConnected === true) dialog.current.showModal();
  }, []);
  // Of very many, and drawn again with every step of the writing.
  const { all, notes, lost } = useMemo(() => leaving(given, unplaced), [given, unplaced]);
  const { state, write, writeClass, cancel } = useExport({ title, notes, lost, ports });
  const isBusy = state.at === 'writing';
  return (
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="export-title"
      onClose={() => {
        cancel();
        onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div class="sheet-head">
        <h2 id="export-title">{t('exportTitle', title)}</h2>
        <IconButton icon="close" label={t('close')} onClick={() => dialog.current?.close()} />
      </div>
      <p class="soft">
        {plural('notes', notes.length)} · {t('exportIncluded')}
        {notes.length < all.length && ` · ${t('exportLocked')}`}
      </p>
      <div role="status">
        {isBusy && <ProgressLine label={t('exportWriting')} done={state.done} of={notes.length} onCancel={cancel} />}
        {state.at === 'saved' && <Notice>{t('exportSaved', state.name)}</Notice>}
        {state.at === 'failed' && <Notice tone="error">{t('exportFailed')}</Notice>}
      </div>
      {CHOICES.map(({ title: group, formats }) => (
        <section key={group} class="formats" aria-labelledby={group}>
          <h3 id={group}>{t(group)}</h3>
          <ul>
            {formats.map(({ format, hint, ...called }) => (
              <li key={format}>
                <button
                  type="button"
                  class="format"
                  disabled={isBusy || notes.length === 0}
                  onClick={() => write(format)}
                >
                  <span class="format-name">{'name' in called ? called.name : t(called.label)}</span>
                  <span class="soft">{t(hint)}</span>
                </button>
              </li>
            ))}
            {group === 'exportToKeep' && members && (
              <li>
                <button type="button" class="format" disabled={isBusy} onClick={() => writeClass(all, members)}>
                  <span class="format-name">{t('exportClass')}</span>
                  <span class="soft">{t('exportClassHint')}</span>
                </button>
              </li>
            )}
          </ul>
        </section>
      ))}
    </dialog>
  );
}

/** Those that are shown, those of them that may leave, and whose passage of these was not found. */
function leaving(given: ExportProps['notes'], unplaced: ExportProps['unplaced']) {
  const all = given.filter(({ muted }) => muted !== 'hidden');
  const notes = all.filter(mayExport);
  const lost = new Set(notes.flatMap(({ id }) => (unplaced?.get(id)?.state === 'lost' ? [id] : [])));
  return { all, notes, lost };
}
