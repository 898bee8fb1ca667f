/** The last words of a page whose extension goes away (protocol/from-content.ts): given to it while there is somebody to ask. */
import { t } from '../platform/i18n.ts';
import { direction, language } from '../platform/language.ts';
import type { Farewell } from '../protocol/from-content.ts';

let words: Farewell | undefined;

/** Looked up once: every page asks, and the browser takes a good part of a millisecond for each of them. */
export function farewell(): Farewell {
  words ??= {
    lang: language(),
    dir: direction(),
    text: t('reloadNeeded'),
    action: t('reloadPage'),
    close: t('close'),
  };
  return words;
}
