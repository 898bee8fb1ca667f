/** The list of keys over a page, opened by a key. */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { IconButton } from './button.tsx';
import { KeyList } from './key-list.tsx';

type Props = Parameters<typeof KeyList>[0] & { onClose: () => void };

/** Closing gives the focus back to what had it. */
export function KeysDialog({ onClose, ...list }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    // It may be gone again by then.
    if (dialog.current?.isConnected === true) dialog.current.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      class="keys-dialog"
      aria-labelledby="keys-dialog"
      onClose={onClose}
      // Escape is the dialog's own
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div class="keys-head">
        <h2 id="keys-dialog">{t('keysTitle')}</h2>
        <IconButton icon="close" label={t('close')} onClick={() => dialog.current?.close()} />
      </div>
      <KeyList {...list} />
    </dialog>
  );
}
