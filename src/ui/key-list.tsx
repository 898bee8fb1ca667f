/** Every key there is: the browser's for our commands, as it has them now, and those of our own pages. */
import { useEffect, useState } from 'preact/hooks';
import { t } from '../platform/i18n.ts';
import type { Shortcut } from '../platform/shortcuts.ts';
import { Button } from './button.tsx';
import './keys.css';

type Props = {
  read: () => Promise<readonly Shortcut[]>;
  /** Opens where the browser has them changed. */
  onChange: () => void;
};

export function KeyList({ read, onChange }: Props) {
  const [shortcuts, setShortcuts] = useState<readonly Shortcut[]>([]);
  useEffect(() => {
    const life = new AbortController();
    read().then(
      (found) => life.signal.aborted || setShortcuts(found),
      () => undefined,
    );
    return () => life.abort();
  }, [read]);
  return (
    <div class="key-list">
      <h3>{t('keysAnywhere')}</h3>
      <dl class="keys">
        {shortcuts.map(({ command, keys }) => (
          <div key={command}>
            <dt>{keys === '' ? <span class="soft">{t('keysNone')}</span> : <Keys keys={keys.split('+')} />}</dt>
            <dd>{wordsFor(command)}</dd>
          </div>
        ))}
      </dl>
      <p class="soft form-words">{t('keysHint')}</p>
      <div>
        <Button size="small" onClick={onChange}>
          {t('keysChange')}
        </Button>
      </div>
      {OWN.map(({ title, keys }) => (
        <section key={title}>
          <h3>{t(title)}</h3>
          <dl class="keys">
            {keys.map(([pressed, words]) => (
              <div key={words}>
                <dt>
                  {pressed.map((one) => (
                    <Keys key={one} keys={one.split('+')} />
                  ))}
                </dt>
                <dd>{t(words)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

/** Keys of our own pages, by where they work. */
const OWN = [
  {
    title: 'keysNotes',
    keys: [
      [['↓', '↑'], 'keyNext'],
      [['Home', 'End'], 'keyEnds'],
      [['Enter'], 'keyGo'],
      [['/'], 'findTitle'],
      [['Ctrl+Z'], 'actionUndo'],
      [['?'], 'keyList'],
      [['Esc'], 'marginClose'],
    ],
  },
  {
    title: 'keysLibrary',
    keys: [
      [['Space'], 'keySelect'],
      [['Shift+↓', 'Shift+↑'], 'keySelectMore'],
    ],
  },
  {
    title: 'keysWriting',
    keys: [
      [['Ctrl+Enter'], 'keySave'],
      [['Esc'], 'keyClose'],
    ],
  },
  {
    title: 'pickTitle',
    keys: [
      [['Enter', 'Shift+Enter'], 'keyPick'],
      [['Ctrl+Enter'], 'keyMarkPicked'],
    ],
  },
] as const;

/** `Alt+Shift+H`, or `⌥⇧H` on a Mac. */
function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <span class="keys-set" dir="ltr">
      {keys.map((key) => (
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
    case 'toggle-marks':
      return t('commandMarks');
    case '_execute_action':
    case '_execute_browser_action':
      return t('keysPopup');
    default:
      return command;
  }
}
