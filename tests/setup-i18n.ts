/**
 * Gives `t()` its words where there is no extension: import it before anything that shows words.
 * The messages are the real ones, filled in as the browser does.
 */
import english from '../src/locales/_locales/en/messages.json';

const messages: Record<string, { message: string }> = english;

function getMessage(key: string, substitutions: string | string[] = []): string {
  if (key === '@@bidi_dir') return document.documentElement.dir || 'ltr';
  const values = [substitutions].flat();
  return (messages[key]?.message ?? '').replace(/\$([1-9])/g, (_, place: string) => values[Number(place) - 1] ?? '');
}

// webextension-polyfill wraps `chrome`, and refuses to load where it has no id.
Object.assign(globalThis, {
  chrome: { runtime: { id: 'test' }, i18n: { getMessage, getUILanguage: () => 'en' } },
});
