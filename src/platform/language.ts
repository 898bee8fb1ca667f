/**
 * Which language the words on screen are in. The messages say so themselves: a browser in a language that we do not
 * speak shows English, and then plurals, times and the direction of the page have to be English as well.
 */
import { browser } from './browser.ts';

/** The language of the words as a BCP 47 tag: for `lang`, and for plural rules. */
export function language(): string {
  return spoken().language;
}

/** The direction of the words, for `dir`. */
export function direction(): 'ltr' | 'rtl' {
  return spoken().direction;
}

/** For `Intl`: the browser's own variant of that language where it has one (`en-GB`), as numbers and times differ in it. */
export function locale(): string {
  return spoken().locale;
}

type Spoken = { language: string; direction: 'ltr' | 'rtl'; browsers: string; locale: string };

/**
 * Every number, time and name on the screen asks, and an answer of the browser takes a good part of a millisecond: it holds
 * until whoever asks has come to an end.
 */
let now: Spoken | undefined;
let last: Spoken | undefined;

function spoken(): Spoken {
  if (now) return now;
  const shown = browser.i18n.getMessage('languageTag');
  const browsers = browser.i18n.getUILanguage();
  if (last?.language !== shown || last.browsers !== browsers) {
    last = {
      language: shown,
      direction: browser.i18n.getMessage('textDirection') === 'rtl' ? 'rtl' : 'ltr',
      browsers,
      locale: isWrittenAs(browsers, shown) ? browsers : shown,
    };
  }
  queueMicrotask(() => {
    now = undefined;
  });
  now = last;
  return now;
}

/** Firefox in Traditional Chinese is given the Simplified words, and must not mix the characters. */
function isWrittenAs(one: string, other: string): boolean {
  const [a, b] = [new Intl.Locale(one).maximize(), new Intl.Locale(other).maximize()];
  return a.language === b.language && a.script === b.script;
}
