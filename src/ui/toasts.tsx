/** Short messages that go by themselves, with one thing that can be undone. They wait while they are pointed at or focused. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import { Button, IconButton } from './button.tsx';
import { undoKey } from './undo-key.ts';

export type Toast = { id: number; words: string; undo?: () => void };

const SHOWN_FOR = 10_000;

/** The toasts of one screen: give `toasts` and `dismiss` to `<Toasts>`, call `show` to say something. */
export function useToasts() {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const show = useCallback((words: string, undo?: () => void) => {
    setToasts((before) => {
      const id = (before.at(-1)?.id ?? 0) + 1;
      return [...before.slice(-2), undo ? { id, words, undo } : { id, words }];
    });
  }, []);
  const dismiss = useCallback((id: number) => setToasts((before) => before.filter((toast) => toast.id !== id)), []);
  return { toasts, show, dismiss };
}

/** The place where toasts stand; keep it mounted, so that assistive technology hears what comes into it, and Ctrl or Cmd with Z undoes. */
export function Toasts({ toasts, dismiss }: { toasts: readonly Toast[]; dismiss: (id: number) => void }) {
  const newest = useRef(toasts);
  newest.current = toasts;
  useEffect(() => {
    const life = new AbortController();
    document.addEventListener(
      'keydown',
      (event) => {
        if (undoKey(event) !== 'undo') return;
        const last = newest.current.findLast(({ undo }) => undo);
        if (!last) return;
        event.preventDefault();
        dismiss(last.id);
        last.undo?.();
      },
      { signal: life.signal },
    );
    return () => life.abort();
  }, [dismiss]);
  return (
    <div class="toasts" role="status" aria-label={t('toastRegion')}>
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} dismiss={dismiss} />
      ))}
    </div>
  );
}

function OneToast({ toast, dismiss }: { toast: Toast; dismiss: (id: number) => void }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => dismiss(toast.id), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [held, toast.id, dismiss]);
  const { undo } = toast;
  return (
    <div
      class="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
    >
      <span class="toast-words">{toast.words}</span>
      {undo && (
        <Button
          weight="quiet"
          size="small"
          onClick={() => {
            dismiss(toast.id);
            undo();
          }}
        >
          {t('actionUndo')}
        </Button>
      )}
      <IconButton icon="close" size="small" label={t('actionDismiss')} onClick={() => dismiss(toast.id)} />
    </div>
  );
}
