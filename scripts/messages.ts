/** Reads `_locales` and knows which messages a language needs: for the tests and for `npm run languages`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const LOCALES = 'src/locales/_locales';

/** As the browsers read them (https://developer.chrome.com/docs/extensions/reference/api/i18n). */
export type Messages = Record<string, { message: string }>;

/** Names of the folders, such as `pt_BR`; English among them. */
export function localeFolders(): string[] {
  return readdirSync(LOCALES);
}

export function readMessages(folder: string): Messages {
  return JSON.parse(readFileSync(fileOf(folder), 'utf8')) as Messages;
}

/** A message a line, as the formatter leaves them. */
export function writeMessages(folder: string, messages: Messages): void {
  const lines = Object.entries(messages).map(
    ([key, { message }]) => `  ${JSON.stringify(key)}: { "message": ${JSON.stringify(message)} }`,
  );
  writeFileSync(fileOf(folder), `{\n${lines.join(',\n')}\n}\n`);
}

/** The BCP 47 tag of a folder's name. */
export function tagOf(folder: string): string {
  return folder.replace('_', '-');
}

/** The order in which the forms of a plural stand in a file. */
const CATEGORIES: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

export type Needed = {
  key: string;
  /** The English message that it says; of a plural, `other`. */
  english: string;
  /** Of a plural: for which numbers. */
  category?: Intl.LDMLPluralRule;
};

/** What a language has to say, in the order of the English file: plurals have the forms that this language tells apart. */
export function neededMessages(english: Messages, tag: string): Needed[] {
  const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
  const own = CATEGORIES.filter((category) => pluralCategories.includes(category));
  return Object.entries(english).flatMap(([key, { message }]): Needed[] => {
    const [, family, form] = /^(.+)_(one|other)$/.exec(key) ?? [];
    if (family === undefined || !(`${family}_other` in english)) return [{ key, english: message }];
    if (form !== 'other') return [];
    return own.map((category) => ({ key: `${family}_${category}`, english: message, category }));
  });
}

function fileOf(folder: string): string {
  return `${LOCALES}/${folder}/messages.json`;
}
