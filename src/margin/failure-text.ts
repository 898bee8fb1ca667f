/** What to say when the background did not do what it was asked. */
import { failureCode } from '../core/failure-code.ts';
import { ContextGone } from '../platform/context-gone.ts';
import { t, type MessageKey } from '../platform/i18n.ts';
import { errorText } from '../ui/error-text.ts';

/** @param otherwise what is said of something unforeseen */
export function failureText(error: unknown, otherwise: MessageKey): string {
  if (error instanceof ContextGone) return t('reloadNeeded');
  const code = failureCode(error);
  return code === null ? t(otherwise) : errorText(code);
}
