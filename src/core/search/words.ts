/**
 * What a word is where notes are searched: the index, the query and the marks in a result all take a text apart here, so
 * that they agree. Scripts that are written without spaces are taken apart by character, and searched as phrases: that
 * finds every stretch of them, which a dictionary's idea of their words does not.
 */

/** Called for each word in turn, folded, with where it stands in the text in UTF-16 units. */
export type Visit = (word: string, from: number, to: number) => void;

export function eachWord(text: string, visit: Visit): void {
  if (ASCII.test(text)) {
    eachPlainWord(text, visit);
    return;
  }
  for (const { 0: word, index } of text.matchAll(ANY)) {
    const folded = foldWord(word);
    if (folded !== '') visit(folded, index, index + word.length);
  }
}

/** The same for letters and digits of ASCII alone, which most texts are made of: by hand, in a third of the time. */
function eachPlainWord(text: string, visit: Visit): void {
  const { length } = text;
  for (let at = 0; at < length;) {
    while (at < length && !isLetter(text.charCodeAt(at))) at++;
    const from = at;
    let hasCapitals = false;
    for (; at < length; at++) {
      const code = text.charCodeAt(at);
      if (!isLetter(code)) break;
      if (code < 91 && code > 64) hasCapitals = true;
    }
    if (at === from) continue;
    const word = text.slice(from, at);
    visit(hasCapitals ? word.toLowerCase() : word, from, at);
  }
}

function isLetter(code: number): boolean {
  return (code > 96 && code < 123) || (code > 64 && code < 91) || (code > 47 && code < 58);
}

/** The words of a text, folded, in their order. */
export function wordsOf(text: string): string[] {
  const found: string[] = [];
  eachWord(text, (word) => found.push(word));
  return found;
}

/** Which folding it is; higher by one with each change of `foldWord`, since what is searched is kept folded (store/search-index.ts). */
export const WORD_FORM = 2;

/**
 * Without case, accents, the form of a last sigma, and what writers of a script leave out as they like (Arabic vowel signs, Hebrew points,
 * the nukta). Signs that make another word stay: vowels of Devanagari and its kin, the breve of Cyrillic й.
 */
export function foldWord(word: string): string {
  const known = folded.get(word);
  if (known !== undefined) return known;
  const made = word
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('и\u0306', 'й')
    .replace(LEFT_OUT, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')
    .replace(/[ٱ]/g, 'ا')
    .replaceAll('ة', 'ه')
    .replaceAll('ى', 'ي');
  if (folded.size >= MOST_FOLDED) folded.clear();
  folded.set(word, made);
  return made;
}

/** Whether its script is written without spaces. */
export function isUnspaced(word: string): boolean {
  return UNSPACED_ONE.test(word);
}

/** Most words of a device's notes come again and again. */
const folded = new Map<string, string>();
const MOST_FOLDED = 50_000;

// eslint-disable-next-line no-control-regex
const ASCII = /^[\x00-\x7f]*$/;
const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const ANY = new RegExp(`[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}\\u200c\\u200d])+`, 'gu');
const UNSPACED_ONE = new RegExp(`[${UNSPACED}]`, 'u');
/** Combining marks of European scripts, Hebrew points, Arabic vowel signs and the stretcher, the nukta, joiners. */
const LEFT_OUT =
  /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u09bc\u0a3c\u0abc\u200c\u200d]/g;
