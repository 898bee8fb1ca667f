/** Which language a page of the endpoint is in, by what the browser asks for, and how names are put into its sentences. */
import { NOTE_WORDS, TAGS, type NoteWords, type Tag } from './note-words.ts';

export type Tongue = { lang: Tag; dir: 'ltr' | 'rtl'; words: NoteWords };

/** More of them than this nobody speaks. */
const MOST_ASKED = 20;

/** @param accepted the header Accept-Language, RFC 9110 section 12.5.4 */
export function tongueFor(accepted: string | undefined): Tongue {
  const lang = asked(accepted ?? '').flatMap(spoken)[0] ?? 'en';
  return { lang, dir: lang === 'ar' ? 'rtl' : 'ltr', words: NOTE_WORDS[lang] };
}

/** A sentence with a name in it that keeps its own direction of writing: the isolates of UAX #9. */
export function fill(sentence: string, name: string): string {
  return sentence.replace('$1', () => `\u2068${name}\u2069`);
}

/** The tags asked for, the dearest first. */
function asked(header: string): string[] {
  const tags = header.split(',', MOST_ASKED).flatMap((part) => {
    const found = /^\s*([a-z]{2,3}(?:-[a-z\d]{1,8}){0,4})\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*$/i.exec(part);
    const weight = Number(found?.[2] ?? 1);
    return found?.[1] !== undefined && weight > 0 ? [{ tag: found[1], weight }] : [];
  });
  return tags.sort((a, b) => b.weight - a.weight).map(({ tag }) => tag);
}

/** As the extension does it: the same language, whatever the region (docs/languages.md). */
function spoken(tag: string): Tag[] {
  const primary = tag.toLowerCase().split('-', 1)[0] ?? '';
  return TAGS.filter((one) => one.toLowerCase().split('-', 1)[0] === primary);
}
