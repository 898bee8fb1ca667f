/**
 * The place that hears the next key, for a command that is to have it. An `application`, so that screen readers hand on what is pressed
 * instead of going through the page by it; and no field, in which an input method would take it.
 */
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { Chord } from '../core/own-keys.ts';
import { t } from '../platform/i18n.ts';
import { isModifier, pressedChord } from './pressed-chord.ts';

type Props = {
  words: string;
  refused: string | null;
  /** Answers whether that is the end of it. */
  hear: (key: Chord | null) => boolean;
  refuse: (why: string) => void;
  leave: (returns: boolean) => void;
};

export function KeyListening({ words, refused, hear, refuse, leave }: Props) {
  const id = useId();
  const place = useRef<HTMLSpanElement>(null);
  const isOver = useRef(false);
  const isAlone = useRef(false);
  useLayoutEffect(() => place.current?.focus(), []);
  const pressed = (event: KeyboardEvent): void => {
    event.stopPropagation();
    // Tab goes on by itself, and what had the focus hears of that.
    if (event.key === 'Tab') return;
    event.preventDefault();
    // A key that was held since it began has been heard; and what is composed is no key.
    if (event.repeat || event.isComposing) return;
    isAlone.current = isModifier(event);
    if (isAlone.current) return;
    const chord = pressedChord(event);
    if (chord === null) refuse(t('keyUnreadable'));
    else if (chord === 'Escape') {
      isOver.current = true;
      leave(true);
    } else isOver.current = hear(chord === 'Backspace' || chord === 'Delete' ? null : chord);
  };
  const released = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (isAlone.current && isModifier(event)) refuse(t('keyAlone'));
    isAlone.current = false;
  };
  return (
    <>
      <span
        ref={place}
        class="key-listening"
        role="application"
        tabIndex={0}
        aria-label={t('keyListeningNamed', words)}
        aria-describedby={`${id}-how ${id}-why`}
        onKeyDown={pressed}
        onKeyUp={released}
        onBlur={() => {
          // What is taken away loses the focus too; and with another window in front it is still what has it here.
          if (!isOver.current && document.activeElement !== place.current) leave(false);
        }}
      >
        {t('keyListening')}
      </span>
      <span id={`${id}-why`} class="key-refused field-error">
        {refused}
      </span>
      <span id={`${id}-how`} class="key-refused soft">
        {t('keyListeningHow')}
      </span>
    </>
  );
}
