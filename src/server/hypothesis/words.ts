/** What of a search only a note's own words can answer: whether they say what is looked for. Pure. */
import * as v from 'valibot';
import { mentionsAsWords } from '../../core/mentions.ts';

/** What was typed, each text to be found word by word; `wildcards`: patterns with `*` and `?`, of which one is the address. */
export type Words = {
  any: readonly string[];
  text: readonly string[];
  quote: readonly string[];
  uriParts: readonly string[];
  wildcards: readonly string[];
};

/** As much of a note as words are looked for in: of a hundred thousand a few are read in full. */
const worded = v.object({
  fields: v.object({
    text: v.string(),
    tags: v.array(v.string()),
    hidden: v.optional(v.boolean()),
    target: v.object({
      source: v.string(),
      selectors: v.array(v.object({ type: v.string(), exact: v.optional(v.string()) })),
    }),
  }),
});

/** Null where words are not asked for. @returns whether a note says them, by its body */
export function saying({ any, text, quote, uriParts, wildcards }: Words): ((body: string) => boolean) | null {
  const asked = {
    any: any.flatMap(wordsOf),
    text: text.flatMap(wordsOf),
    quote: quote.flatMap(wordsOf),
    uri: uriParts.flatMap(wordsOf),
  };
  const patterns = wildcards.map(matcher);
  if (patterns.length + Object.values(asked).flat().length === 0) return null;
  const has = (where: string, words: readonly string[]): boolean => {
    const folded = fold(where);
    return words.every((word) => folded.includes(word));
  };
  return (body) => {
    const { fields } = v.parse(worded, JSON.parse(body));
    const said = mentionsAsWords(fields.text);
    // What may be wrong with a hidden note is no way to find it.
    const quoted =
      fields.hidden === true
        ? ''
        : (fields.target.selectors.find(({ type }) => type === 'TextQuoteSelector')?.exact ?? '');
    const { source } = fields.target;
    return (
      has(said, asked.text) &&
      has(quoted, asked.quote) &&
      has(source, asked.uri) &&
      has([said, quoted, source, ...fields.tags].join('\n'), asked.any) &&
      (patterns.length === 0 || patterns.some((matches) => matches(source)))
    );
  };
}

function wordsOf(typed: string): string[] {
  return fold(typed).split(/\s+/).filter(Boolean);
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Without a regular expression: a hostile pattern would make one that takes for ever. */
function matcher(pattern: string): (text: string) => boolean {
  const letters = Array.from(pattern);
  return (text) => {
    const chars = Array.from(text);
    let [at, in_, star, mark] = [0, 0, -1, 0];
    while (at < chars.length) {
      if (letters[in_] === '*') [star, mark, in_] = [in_, at, in_ + 1];
      else if (letters[in_] === '?' || letters[in_] === chars[at]) [at, in_] = [at + 1, in_ + 1];
      else if (star >= 0) [in_, mark, at] = [star + 1, mark + 1, mark + 1];
      else return false;
    }
    return letters.slice(in_).every((letter) => letter === '*');
  };
}
