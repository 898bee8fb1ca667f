import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Messages = Record<string, { message: string }>;
const LOCALES = 'src/locales/_locales';
const read = (language: string) => JSON.parse(readFileSync(`${LOCALES}/${language}/messages.json`, 'utf8')) as Messages;
const english = read('en');

const code = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'))
  .concat(readFileSync('manifest.json', 'utf8'))
  .join('\n');

describe('words on screen', () => {
  test.each(Object.entries(english))('%s is used, and says something', (key, { message }) => {
    const family = key.replace(/_[^_]+$/, '');
    const prefix = key.replace(/_.*$/, '_');
    const used = [`'${key}'`, `__MSG_${key}__`, `'${family}'`, `\`${prefix}\${`].some((form) => code.includes(form));
    expect(used, `nobody says ${key}`).toBe(true);
    expect(message.trim()).toBe(message);
    expect(message).not.toBe('');
  });

  test('every language has every message, with the same placeholders', () => {
    const places = ({ message }: { message: string }) =>
      [...message.matchAll(/\$\d/g)]
        .map(([place]) => place)
        .toSorted()
        .join();
    for (const language of readdirSync(LOCALES)) {
      const messages = read(language);
      expect(Object.keys(messages).toSorted()).toEqual(Object.keys(english).toSorted());
      for (const [key, message] of Object.entries(messages))
        expect(places(message), `${language} ${key}`).toBe(places(english[key]!));
    }
  });
});
