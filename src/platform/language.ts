/**
 * Which language the words on screen are in. The messages say so themselves: a browser in a language that we do not
 * speak shows English, and then plurals, times and the direction of the page have to be English as well.
 */
import { browser } from './browser.ts';

/** The language of the words as a BCP 47 tag: for `lang`, and for plural rules. */
export function language(): string {
  return browser.i18n.getMessage('languageTag');
}

/** The direction of the words, for `dir`. */
export function direction(): 'ltr' | 'rtl' {
  return browser.i18n.getMessage('textDirection') === 'rtl' ? 'rtl' : 'ltr';
}

/** For `Intl`: the browser's own variant of that language where it has one (`en-GB`), as numbers and times differ in it. */
export function locale(): string {
  const shown = language();
  const browsers = browser.i18n.getUILanguage();
  if (last.shown !== shown || last.browsers !== browsers) {
    last = { shown, browsers, locale: isWrittenAs(browsers, shown) ? browsers : shown };
  }
  return last.locale;
}

/** It is asked for with every number on the screen. */
let last = { shown: '', browsers: '', locale: '' };

/** Firefox in Traditional Chinese is given the Simplified words, and must not mix the characters. */
function isWrittenAs(one: string, other: string): boolean {
  const [a, b] = [new Intl.Locale(one).maximize(), new Intl.Locale(other).maximize()];
  return a.language === b.language && a.script === b.script;
}
