/**
 * Words on screen: `_locales/<lang>/messages.json` through the browser's own i18n, with keys
 * checked by the compiler against the English file.
 */
import type english from '../locales/_locales/en/messages.json';
import { browser } from './browser.ts';
import { number } from './formats.ts';
import { isolate } from './isolate.ts';
import { direction, language } from './language.ts';

export type MessageKey = keyof typeof english;

/** The message in the reader's language; substitutions fill `$1` to `$9`, each in a direction of its own. */
export function t(key: MessageKey, ...substitutions: string[]): string {
  return browser.i18n.getMessage(
    key,
    substitutions.map((words) => isolate(words, direction())),
  );
}

/**
 * One of a family of messages `key_zero?`, `key_one?`, `key_two?`, `key_few?`, `key_many?`,
 * `key_other`, chosen by the plural rules of the language; `$1` is the number. The browser's i18n has no plurals.
 */
export function plural(family: PluralFamily, count: number): string {
  const category = rulesOf(language()).select(count);
  // a newer browser may tell apart what the messages do not know of yet, as CLDR 38 did with `many` in Spanish
  return [category, 'other'].reduce(
    (said, one) => said || browser.i18n.getMessage(`${family}_${one}`, [number(count)]),
    '',
  );
}

type PluralFamily<K = MessageKey> = K extends `${infer F}_other` ? F : never;

let rules: Intl.PluralRules | undefined;

function rulesOf(tag: string): Intl.PluralRules {
  if (rules?.resolvedOptions().locale !== tag) rules = new Intl.PluralRules(tag);
  return rules;
}
