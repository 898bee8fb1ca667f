/** The last words of a page whose extension goes away (protocol/from-content.ts): given to it while there is somebody to ask. */
import { t } from '../platform/i18n.ts';
import { direction, language } from '../platform/language.ts';
import type { Farewell } from '../protocol/from-content.ts';

export function farewell(): Farewell {
  return {
    lang: language(),
    dir: direction(),
    text: t('reloadNeeded'),
    action: t('reloadPage'),
    close: t('close'),
  };
}
