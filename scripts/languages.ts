/**
 * What each language still has to say: `npm run languages` names the messages that are missing or not used any more,
 * with the English ones; `npm run languages -- --add` puts the missing ones into the files in their place, in English,
 * to be said in the language, and takes the others away. The tests do not pass before that is done.
 */
import { localeFolders, neededMessages, readMessages, tagOf, writeMessages } from './messages.ts';

const add = process.argv.includes('--add');
const english = readMessages('en');
let missing = 0;

for (const folder of localeFolders()) {
  const has = readMessages(folder);
  const needed = neededMessages(english, tagOf(folder));
  const keys = new Set(needed.map(({ key }) => key));
  const wanting = needed.filter(({ key }) => !(key in has));
  const unneeded = Object.keys(has).filter((key) => !keys.has(key));
  missing += wanting.length;
  console.log(`${folder}: ${needed.length - wanting.length} of ${needed.length} messages`);
  for (const { key, english: words, category } of wanting) {
    console.log(`  missing ${key}${category ? ` (such as ${exampleOf(folder, category)})` : ''}: ${words}`);
  }
  for (const key of unneeded) console.log(`  not used ${key}`);
  if (add && folder !== 'en') {
    writeMessages(folder, Object.fromEntries(needed.map((one) => [one.key, has[one.key] ?? { message: one.english }])));
  }
}
process.exitCode = missing > 0 && !add ? 1 : 0;

/** The smallest number that is said so. */
function exampleOf(folder: string, category: Intl.LDMLPluralRule): number | string {
  const rules = new Intl.PluralRules(tagOf(folder));
  for (const number of [...Array(200).keys(), 1e6]) if (rules.select(number) === category) return number;
  return 'no whole number';
}
