/**
 * Keeps a name or an address inside a sentence from turning the sentence around, where elements cannot (`aria-label`,
 * `title`, options): the Unicode bidirectional algorithm's isolates, UAX #9 section 2.4.
 */
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

const RTL_LETTER =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u;
const LTR_LETTER =
  /(?![\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}])\p{L}/u;

/** The words isolated if some of them run against the direction of the sentence, else as they are. */
export function isolate(words: string, direction: 'ltr' | 'rtl'): string {
  const against = direction === 'rtl' ? LTR_LETTER : RTL_LETTER;
  return against.test(words) ? FIRST_STRONG_ISOLATE + words + POP_DIRECTIONAL_ISOLATE : words;
}
