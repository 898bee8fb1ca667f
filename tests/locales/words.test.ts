import '../setup-i18n.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { localeFolders, readMessages } from '../../scripts/messages.ts';
import { listOf, number, timeAgo } from '../../src/platform/formats.ts';
import { plural, t } from '../../src/platform/i18n.ts';
import { direction, language, locale } from '../../src/platform/language.ts';
import { speak } from '../setup-i18n.ts';

const FSI = '\u2068';
const PDI = '\u2069';

afterEach(() => speak(readMessages('en'), 'en'));

describe('plurals', () => {
  test.each([
    ['en', 0, '0 notes'],
    ['en', 1, '1 note'],
    ['ar', 0, 'لا ملاحظات'],
    ['ar', 1, 'ملاحظة واحدة'],
    ['ar', 2, 'ملاحظتان'],
    ['ar', 7, '7 ملاحظات'],
    ['ar', 11, '11 ملاحظة'],
    ['ar', 102, '102 ملاحظة'],
    ['fr', 0, '0 note'],
    ['fr', 2, '2 notes'],
    ['fr', 2_000_000, '2\u202f000\u202f000 de notes'],
    ['es', 1_000_000, '1.000.000 de notas'],
    ['pt_BR', 1_000_000, '1.000.000 de notas'],
    ['de', 1234, '1.234 Notizen'],
    ['zh_CN', 1, '1 条笔记'],
    ['hi', 100_000, '1,00,000 नोट'],
  ])('%s says %d as %s', (folder, count, words) => {
    speak(readMessages(folder));
    expect(plural('notes', count)).toBe(words);
  });

  test.each(localeFolders())('%s is not left without words, whatever the number', (folder) => {
    speak(readMessages(folder));
    for (const count of [0, 1, 2, 3, 10, 11, 21, 99, 100, 101, 111, 1000, 1e6]) {
      expect(plural('arrived', count), String(count)).not.toBe('');
    }
  });

  test('a form that a newer browser asks for and the messages lack is said as any other number', () => {
    const { notes_many: _, ...older } = readMessages('es');
    speak(older);
    expect(plural('notes', 1_000_000)).toBe('1.000.000 notas');
  });
});

describe('in the language of the words', () => {
  test('a browser in a language we do not speak gets English plurals and times with the English words', () => {
    speak(readMessages('en'), 'ru');
    expect([language(), direction(), locale()]).toEqual(['en', 'ltr', 'en']);
    expect(plural('notes', 21)).toBe('21 notes');
    expect(timeAgo('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:05:00Z'))).toBe('5 minutes ago');
  });

  test('the browser of a country gets the numbers of that country', () => {
    speak(readMessages('es'), 'es-MX');
    expect(number(1234567)).toBe('1,234,567');
    expect(language()).toBe('es');
  });

  test('a browser in other characters of the language gets the characters of the words', () => {
    speak(readMessages('zh_CN'), 'zh-TW');
    expect(locale()).toBe('zh-CN');
  });

  test('times and lists are said by the language', () => {
    speak(readMessages('de'));
    expect(timeAgo('2026-01-01T00:00:00Z', Date.parse('2026-01-02T00:05:00Z'))).toBe('gestern');
    expect(listOf(['Ada', 'Grace', 'Mei'])).toBe('Ada, Grace und Mei');
  });
});

describe('a name in a sentence', () => {
  beforeEach(() => speak(readMessages('ar')));

  test('that runs against it is isolated', () => {
    expect(t('noteAnswers', 'Ada')).toBe(`إلى ${FSI}Ada${PDI}`);
    expect(t('syncNotEndpoint', 'https://example.org')).toContain(`${FSI}https://example.org${PDI}`);
  });

  test('that runs with it is left as it is, and so is a number', () => {
    expect(t('noteAnswers', 'أحمد')).toBe('إلى أحمد');
    expect(t('findResult', '3', '12')).toBe('الملاحظات: 3 من 12');
  });

  test('of the right-to-left kind is isolated in English', () => {
    speak(readMessages('en'));
    expect(t('noteAnswers', 'أحمد')).toBe(`to ${FSI}أحمد${PDI}`);
    expect(t('noteAnswers', 'Ada')).toBe('to Ada');
  });

  test('each name of a list is', () => {
    expect(listOf(['Ada', 'أحمد'])).toBe(`${FSI}Ada${PDI} وأحمد`);
  });
});
