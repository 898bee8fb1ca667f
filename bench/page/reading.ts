/** A long page and passages of it that occur once, the same for everybody who is measured on it. */
import { oneOf, seeded } from '../random.ts';

const SYLLABLES = ['ta', 'ri', 'mo', 'le', 'su', 'ne', 'ka', 'vo', 'shi', 'or', 'an', 'el', 'us', 'im'];

export type Reading = { html: string; passages: { exact: string; prefix: string; suffix: string }[] };

/** @param characters of text, at least; @param passages evenly over it, seven words each */
export function makeReading(characters: number, passages: number): Reading {
  const random = seeded(7);
  const word = (): string =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, () => oneOf(random, SYLLABLES)).join('');
  const paragraphs: string[] = [];
  for (let size = 0; size < characters;) {
    const text = `${Array.from({ length: 90 }, word).join(' ')}.`;
    paragraphs.push(text);
    size += text.length + 1;
  }
  const marked = Array.from({ length: passages }, (_, at) => {
    const paragraph = paragraphs[Math.floor((at * paragraphs.length) / passages)] ?? '';
    const words = paragraph.split(' ');
    const first = 5 + Math.floor(random() * 70);
    return {
      exact: words.slice(first, first + 7).join(' '),
      prefix: `${words.slice(0, first).join(' ')} `.slice(-32),
      suffix: ` ${words.slice(first + 7).join(' ')}`.slice(0, 32),
    };
  });
  const body = paragraphs.map((text) => `<p>${text}</p>`).join('\n');
  return { html: `<!doctype html><meta charset="utf-8"><title>A long reading</title>${body}`, passages: marked };
}
