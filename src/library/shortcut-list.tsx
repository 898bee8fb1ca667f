/** The keys of the extension, as the browser has them now. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import type { Shortcut } from '../platform/shortcuts.ts';
import type { LibraryPorts } from './ports.ts';

export function ShortcutList({ ports }: { ports: LibraryPorts }) {
  const [shortcuts, setShortcuts] = useState<Shortcut[]>([]);
  useEffect(() => {
    const life = new AbortController();
    ports.shortcuts().then(
      (found) => life.signal.aborted || setShortcuts(found),
      () => undefined,
    );
    return () => life.abort();
  }, [ports]);
  return (
    <>
      <dl class="keys">
        {shortcuts.map(({ command, keys }) => (
          <div key={command}>
            <dt>{keys === '' ? <span class="soft">{t('keysNone')}</span> : <Keys keys={keys} />}</dt>
            <dd>{wordsFor(command)}</dd>
          </div>
        ))}
      </dl>
      <p class="soft form-words">{t('keysHint')}</p>
    </>
  );
}

/** `Alt+Shift+H`, or `⌥⇧H` on a Mac. */
function Keys({ keys }: { keys: string }) {
  return (
    <span class="keys-set" dir="ltr">
      {keys.split('+').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}

function wordsFor(command: string): string {
  switch (command) {
    case 'highlight-selection':
      return t('commandHighlight');
    case 'comment-selection':
      return t('commandComment');
    case 'show-margin':
      return t('commandMargin');
    case '_execute_action':
    case '_execute_browser_action':
      return t('keysPopup');
    default:
      return command;
  }
}
