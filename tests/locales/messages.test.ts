import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { localeFolders, neededMessages, readMessages, tagOf, type Needed } from '../../scripts/messages.ts';

const english = readMessages('en');
const others = localeFolders().filter((folder) => folder !== 'en');

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

  test('at least eight languages are spoken', () => {
    expect(localeFolders()).toEqual(expect.arrayContaining(['ar', 'de', 'en', 'es', 'fr', 'hi', 'pt_BR', 'zh_CN']));
  });
});

describe.each(others)('%s', (folder) => {
  const messages = readMessages(folder);
  const tag = tagOf(folder);
  const needed = neededMessages(english, tag);
  /** Those that have words, and not signs alone between what is filled in. */
  const worded = needed.filter((one) => /\p{L}/u.test(one.english));
  const wordsOf = (key: string): string => messages[key]?.message ?? '';

  test('has every message and every plural form, in the order of the English ones', () => {
    const keys = needed.map(({ key }) => key);
    const missing = keys.filter((key) => !(key in messages));
    expect(missing, 'say these, or see them with `npm run languages`').toEqual([]);
    expect(Object.keys(messages)).toEqual(keys);
  });

  test('says what language it is, and its direction', () => {
    expect(wordsOf('languageTag')).toBe(tag);
    expect(wordsOf('textDirection')).toBe(['ar', 'fa', 'he', 'ur'].includes(tag.split('-')[0]!) ? 'rtl' : 'ltr');
  });

  test('says something everywhere', () => {
    const empty = Object.keys(messages).filter((key) => wordsOf(key).trim() !== wordsOf(key) || wordsOf(key) === '');
    expect(empty).toEqual([]);
  });

  test('fills in what the English words fill in', () => {
    const wrong = needed.filter(({ key, english: words, category }) => {
      const said = placesOf(wordsOf(key));
      return said !== placesOf(words) && !(category && isOneNumber(tag, category) && said === withoutNumber(words));
    });
    expect(wrong.map(({ key }) => key)).toEqual([]);
  });

  test('leaves no English behind', () => {
    const left = worded.filter(({ key, english: words }) => wordsOf(key) === words && !isSameEverywhere(key, folder));
    expect(left.map(({ key }) => key)).toEqual([]);
  });

  test('is written in its own script', () => {
    const script = { ar: /\p{Script=Arabic}/u, hi: /\p{Script=Devanagari}/u, zh_CN: /\p{Script=Han}/u }[folder];
    const foreign = worded.filter(
      ({ key, english: words }) => script && !script.test(wordsOf(key)) && wordsOf(key) !== words,
    );
    expect(foreign.filter(({ key }) => key !== 'languageTag' && key !== 'textDirection').map(({ key }) => key)).toEqual(
      [],
    );
  });

  test('stays short where the English is short: buttons and labels must not burst', () => {
    const long = needed.filter((one) => isLabel(one) && lengthOf(wordsOf(one.key)) > 2.2 * lengthOf(one.english) + 8);
    expect(long.map(({ key }) => `${key}: ${wordsOf(key)}`)).toEqual([]);
  });

  test('keeps its paragraphs in bounds', () => {
    const long = needed.filter((one) => !isLabel(one) && lengthOf(wordsOf(one.key)) > 1.7 * lengthOf(one.english) + 10);
    expect(long.map(({ key }) => key)).toEqual([]);
  });
});

describe.each(localeFolders())('%s', (folder) => {
  const messages = readMessages(folder);
  const wordsOf = (key: string): string => messages[key]?.message ?? '';

  /** Texts that tell the reader to look for a word on screen: it has to be that very word. */
  test.each([
    ['reattachLine', ['adderAttach']],
    ['emptyMarginWords', ['adderComment']],
    ['lostHint', ['anchorReattach']],
    ['accountCodeHint', ['librarySettings', 'deviceAdd']],
    ['deviceAddHint', ['librarySettings', 'accountCode']],
    ['holdSize', ['libraryGroups']],
  ])('%s names what is on the screen', (key, named) => {
    for (const one of named) expect(wordsOf(key)).toContain(wordsOf(one));
  });

  /** https://developer.chrome.com/docs/extensions/reference/manifest/name and /description */
  test('fits into what the shops and browsers show of an extension', () => {
    expect(wordsOf('extensionName').length).toBeLessThanOrEqual(75);
    expect(wordsOf('extensionDescription').length).toBeLessThanOrEqual(132);
    // the browser's page of shortcuts has one line for each
    for (const key of ['commandHighlight', 'commandComment', 'commandMargin'])
      expect(wordsOf(key).length).toBeLessThanOrEqual(60);
  });
});

function placesOf(words: string): string {
  return [...words.matchAll(/\$[\d$]/g)]
    .map(([place]) => place)
    .toSorted()
    .join();
}

function withoutNumber(words: string): string {
  return placesOf(words.replaceAll('$1', ''));
}

/** Arabic says "a note" and "two notes" without a figure; French says `one` for 0 as well, and needs it. */
function isOneNumber(tag: string, category: Intl.LDMLPluralRule): boolean {
  const rules = new Intl.PluralRules(tag);
  return [...Array(1000).keys(), 1e6, 2e6].filter((number) => rules.select(number) === category).length === 1;
}

/** Names, formats and signs; and words that a language has in common with English. */
function isSameEverywhere(key: string, folder: string): boolean {
  const COMMON: Record<string, readonly string[]> = {
    de: ['settingsName', 'passkeysTitle', 'accountCodeField', 'settingsEndpoint'],
    fr: [
      'kindQuestion',
      'findQuestions',
      'joinInvitation',
      'toastRegion',
      'accountCodeField',
      'libraryNotes',
      'notes_one',
      'notes_other',
      'pages_one',
      'pages_other',
    ],
    pt_BR: ['accountEmail'],
  };
  const everywhere = ['textDirection', 'extensionName', 'groupWithMembers'];
  return everywhere.includes(key) || (COMMON[folder] ?? []).includes(key);
}

function isLabel({ english: words }: Needed): boolean {
  return words.length <= 28;
}

/** In columns: a Chinese sign is as wide as two letters, and signs that stand on another take no room. */
function lengthOf(words: string): number {
  return [...words.replace(/\p{M}/gu, '')].reduce((sum, sign) => sum + (/\p{Script=Han}/u.test(sign) ? 2 : 1), 0);
}
