/** Every key there is: the browser's for our commands, as it has them now, and those of our own pages, some of which are changed here. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { choicesIn, type KeyChoices, type OwnCommand, type OwnKeys, USUAL_KEYS } from '../core/own-keys.ts';
import { t } from '../platform/i18n.ts';
import type { Shortcut } from '../platform/shortcuts.ts';
import { Button } from './button.tsx';
import { errorText } from './error-text.ts';
import { KeyRow, Keys } from './key-row.tsx';
import { Notice } from './notice.tsx';
import { type Outcome, useAction } from './use-action.ts';
import './keys.css';

type Props = {
  read: () => Promise<readonly Shortcut[]>;
  /** Opens where the browser has them changed. */
  onChange: () => void;
  keys: OwnKeys;
  /** Gives these commands these keys. */
  choose: (change: KeyChoices) => Promise<Outcome>;
};

export function KeyList({ read, onChange, keys, choose }: Props) {
  const [shortcuts, setShortcuts] = useState<readonly Shortcut[]>([]);
  const [before, setBefore] = useState<KeyChoices | null>(null);
  const [said, setSaid] = useState({ words: '', times: 0 });
  const { failed, run } = useAction();
  useEffect(() => {
    const life = new AbortController();
    read().then(
      (found) => life.signal.aborted || setShortcuts(found),
      () => undefined,
    );
    return () => life.abort();
  }, [read]);
  const say = (words: string): void => setSaid(({ times }) => ({ words, times: times + 1 }));
  const chosen = choicesIn(keys);
  // Once there it stays: whoever has pressed it has the focus on it, and what was chosen comes when it comes.
  const isOffered = useRef(false);
  isOffered.current ||= before !== null || Object.keys(chosen).length > 0;
  // One after the other: who is quick gives the next key while the last is still being kept.
  const last = useRef<Promise<boolean>>(Promise.resolve(true));
  const keep = (change: KeyChoices): Promise<boolean> =>
    (last.current = last.current.then(() => run(() => choose(change))));
  const giveBack = async (): Promise<void> => {
    if (!(await keep({ ...USUAL_KEYS, ...before }))) return;
    setBefore(before ? null : chosen);
    say(t(before ? 'keysAgain' : 'keysAsUsual'));
  };
  const row = (command: OwnCommand, always?: string) => (
    <KeyRow
      command={command}
      keys={keys}
      choose={(key) => {
        setBefore(null);
        return keep({ [command]: key });
      }}
      say={say}
    >
      {always !== undefined && <Keys keys={[always]} />}
    </KeyRow>
  );
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
      <section>
        <h3>{t('keysNotes')}</h3>
        <dl class="keys">
          {row('next', '↓')}
          {row('previous', '↑')}
          {row('find')}
          {row('list')}
          {AMONG_NOTES.map(fixed)}
        </dl>
        <p class="soft form-words">{t('keysFixed')}</p>
        {failed !== null && <Notice tone="error">{errorText(failed)}</Notice>}
        {/* One button for both, so that the focus stays where it is. */}
        {isOffered.current && (
          <div class="keys-usual">
            <Button size="small" onClick={() => void giveBack()}>
              {t(before ? 'actionUndo' : 'keysUsual')}
            </Button>
            {before && <span class="soft">{t('keysAsUsual')}</span>}
          </div>
        )}
        <p class="unseen" role="status">
          {/* Said anew also where it is the same again. */}
          <span key={said.times}>{said.words}</span>
        </p>
      </section>
      {ELSEWHERE.map(({ title, keys }) => (
        <section key={title}>
          <h3>{t(title)}</h3>
          <dl class="keys">{keys.map(fixed)}</dl>
        </section>
      ))}
    </div>
  );
}

/** What is pressed, one or the other, and what it does. */
type Fixed = (typeof AMONG_NOTES | (typeof ELSEWHERE)[number]['keys'])[number];

function fixed([pressed, words]: Fixed) {
  return (
    <div key={words}>
      <dt>
        {pressed.map((one) => (
          <Keys key={one} keys={one.split('+')} />
        ))}
      </dt>
      <dd>{t(words)}</dd>
    </div>
  );
}

/** Keys that do the same in other programs, and so are not changed. */
const AMONG_NOTES = [
  [['Home', 'End'], 'keyEnds'],
  [['Enter'], 'keyGo'],
  [['Ctrl+Z'], 'actionUndo'],
  [['Esc'], 'marginClose'],
] as const;

/** By where they work. */
const ELSEWHERE = [
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
