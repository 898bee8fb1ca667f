/**
 * Gives `t()` its words where there is no extension: import it before anything that shows words.
 * The messages are the real ones, filled in as the browser does.
 */
import english from '../src/locales/_locales/en/messages.json';

export type Messages = Record<string, { message: string }>;

let messages: Messages = english;
let browsers = 'en';

/** From now on the words are others, in a browser of that language. */
export function speak(others: Messages, tag = others['languageTag']?.message ?? 'en'): void {
  messages = others;
  browsers = tag;
}

function getMessage(key: string, substitutions: string | string[] = []): string {
  const values = [substitutions].flat();
  const fill = (_: string, place: string) => (place === '$' ? '$' : (values[Number(place) - 1] ?? ''));
  return (messages[key]?.message ?? '').replace(/\$([1-9$])/g, fill);
}

// webextension-polyfill wraps `chrome`, and refuses to load where it has no id.
Object.assign(globalThis, {
  chrome: { runtime: { id: 'test' }, i18n: { getMessage, getUILanguage: () => browsers } },
});
