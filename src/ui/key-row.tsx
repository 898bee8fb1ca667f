/** A key of our own pages in the list of keys: what it is, and how it is changed, turned off and put back. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Chord, type KeyRefusal, type OwnCommand, type OwnKeys, refusalOf, USUAL_KEYS } from '../core/own-keys.ts';
import { type MessageKey, t } from '../platform/i18n.ts';
import { Button } from './button.tsx';
import { KeyListening } from './key-listening.tsx';
import { shownKey, shownKeys } from './shown-key.ts';

/** What the commands are called. */
export const COMMAND_WORDS = {
  next: 'keyNextNote',
  previous: 'keyPreviousNote',
  find: 'findTitle',
  list: 'keyList',
} as const satisfies Record<OwnCommand, MessageKey>;

type Props = {
  command: OwnCommand;
  keys: OwnKeys;
  /** Gives it another key, or none; answers whether that was kept. */
  choose: (key: Chord | null) => Promise<boolean>;
  /** Has it said to who does not see it. */
  say: (words: string) => void;
  /** Keys that do the same, always. */
  children?: ComponentChildren;
};

export function KeyRow({ command, keys, choose, say, children }: Props) {
  const [isListening, setListening] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const change = useRef<HTMLButtonElement>(null);
  const wantsFocus = useRef(false);
  useLayoutEffect(() => {
    if (wantsFocus.current) change.current?.focus();
    wantsFocus.current = false;
  });
  const words = t(COMMAND_WORDS[command]);
  const [key, usual] = [keys[command], USUAL_KEYS[command]];
  const refuse = (why: string): void => {
    setRefused(why);
    say(why);
  };
  /** @param returns the focus comes back to what it began at */
  const end = (returns: boolean): void => {
    wantsFocus.current = returns;
    setListening(false);
    setRefused(null);
  };
  const keep = async (next: Chord | null): Promise<void> => {
    // Also where it seems to have it: what was chosen just before may not be back here yet.
    if (!(await choose(next))) return;
    say(next === null ? t('keyIsOff', words) : t('keyIsNow', words, shownKey(next)));
  };
  /** Answers whether it could be given. */
  const give = (next: Chord | null): boolean => {
    const refusal = next === null ? null : refusalOf(next, command, keys);
    if (next !== null && refusal) {
      refuse(refusalInWords(refusal, next));
      return false;
    }
    end(true);
    void keep(next);
    return true;
  };
  return (
    <div>
      <dt>
        {children}
        {key === null ? <span class="soft">{t('keyOff')}</span> : <Keys keys={shownKeys(key)} />}
      </dt>
      <dd class="key-row">
        <span class="key-words">{words}</span>
        {isListening ? (
          <KeyListening
            words={words}
            refused={refused}
            hear={give}
            refuse={refuse}
            leave={(returns) => {
              end(returns);
              say(t('keyKept'));
            }}
          />
        ) : (
          <span class="key-acts">
            {usual !== null && key !== usual && (
              <Button
                weight="quiet"
                size="small"
                aria-label={t('keyUsualNamed', shownKey(usual), words)}
                onClick={() => give(usual)}
              >
                {t('keyUsual', shownKey(usual))}
              </Button>
            )}
            <Button
              ref={change}
              size="small"
              aria-label={t('keyChangeNamed', words)}
              onClick={() => {
                setRefused(null);
                setListening(true);
              }}
            >
              {t('keyChange')}
            </Button>
          </span>
        )}
        {!isListening && refused !== null && <span class="key-refused field-error">{refused}</span>}
      </dd>
    </div>
  );
}

/** `Alt+Shift+H`, or `⌥⇧H` on a Mac. */
export function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <span class="keys-set" dir="ltr">
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}

function refusalInWords(refusal: KeyRefusal, chord: Chord): string {
  const key = shownKey(chord);
  switch (refusal.why) {
    case 'taken':
      return t('keyTaken', key, t(COMMAND_WORDS[refusal.by]));
    case 'browser':
      return t('keyOfBrowser', key);
    case 'fixed':
      return t('keyFixed', key);
  }
}
