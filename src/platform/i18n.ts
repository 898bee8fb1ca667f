/**
 * Words on screen: `_locales/<lang>/messages.json` through the browser's own i18n, with keys
 * checked by the compiler against the English file. Numbers and times are said by `Intl`.
 */
import type english from '../locales/_locales/en/messages.json';
import { browser } from './browser.ts';

export type MessageKey = keyof typeof english;

/** The message in the reader's language; substitutions fill `$1` to `$9`. */
export function t(key: MessageKey, ...substitutions: string[]): string {
  return browser.i18n.getMessage(key, substitutions);
}

/** The reader's language as a BCP 47 tag. */
export function language(): string {
  return browser.i18n.getUILanguage();
}

/** `ltr` or `rtl`, for the `dir` attribute of our pages. */
export function direction(): 'ltr' | 'rtl' {
  return browser.i18n.getMessage('@@bidi_dir') === 'rtl' ? 'rtl' : 'ltr';
}

/**
 * One of a family of messages `key_zero?`, `key_one`, `key_two?`, `key_few?`, `key_many?`,
 * `key_other`, chosen by the plural rules of the language; `$1` is the number.
 */
export function plural(family: PluralFamily, count: number): string {
  const category = new Intl.PluralRules(language()).select(count);
  const number = new Intl.NumberFormat(language()).format(count);
  return (
    browser.i18n.getMessage(`${family}_${category}`, [number]) || browser.i18n.getMessage(`${family}_other`, [number])
  );
}

type PluralFamily<K = MessageKey> = K extends `${infer F}_other` ? F : never;

/** "5 minutes ago", in the reader's language. */
export function timeAgo(instant: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1000);
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ['year', 31_557_600],
    ['month', 2_629_800],
    ['week', 604_800],
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  const format = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' });
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(0, 'second');
}
