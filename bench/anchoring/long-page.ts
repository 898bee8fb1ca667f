/**
 * Long pages for measuring speed: prose of made-up words that are as uneven in frequency as a language's, in headings,
 * paragraphs, lists and inline marks, and what a revision makes of it. Made by rule, so that no real page decides.
 */
import { type Random, between, oneOf, seeded } from '../random.ts';

/** A page's source as a list of blocks, so that a revision can touch some. */
export type Blocks = readonly string[];

const VOCABULARY = 12_000;
const SYLLABLES =
  'ba be bri co cra da del den dor e en er fa fen flo gra ha hel i in ka kin la len lo ma men mi mor na nel no o or pa per pli ra ren ro sa sel sha sti ta ten ter tri u un va ver wi wo'.split(
    ' ',
  );

/** Blocks of about so many characters of text. */
export function longPage(characters: number, seed: string): Blocks {
  const random = seeded(seed);
  const say = speaker(seeded('vocabulary'));
  const blocks: string[] = [];
  for (let size = 0, at = 0; size < characters; at++) {
    const made = at % 12 === 0 ? heading(say, random) : at % 17 === 5 ? list(say, random) : paragraph(say, random);
    blocks.push(made);
    size += made.replaceAll(/<[^>]+>/g, '').length + 1;
  }
  return blocks;
}

/** The same page with a foreword and new paragraphs here and there: nothing is edited, everything has moved. */
export function shifted(blocks: Blocks, seed: string): Blocks {
  const random = seeded(seed);
  const say = speaker(seeded('vocabulary'));
  const made = Array.from({ length: 6 }, () => paragraph(say, random));
  for (const block of blocks) {
    if (random() < 0.01) made.push(paragraph(say, random));
    made.push(block);
  }
  return made;
}

/** The shifted page with a share of its words exchanged. */
export function edited(blocks: Blocks, share: number, seed: string): Blocks {
  const random = seeded(seed);
  const say = speaker(seeded('vocabulary'));
  const change = (text: string) => text.replace(/[a-z]+/gi, (word) => (random() < share ? say(random) : word));
  return shifted(blocks, seed).map((block) =>
    block
      .split(/(<[^>]+>)/)
      .map((part) => (part.startsWith('<') ? part : change(part)))
      .join(''),
  );
}

export function htmlOf(blocks: Blocks): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A long page</title></head><body><main>\n${blocks.join('\n')}\n</main></body></html>`;
}

type Speaker = (random: Random) => string;

/** Words by Zipf's law: the n-th is said 1/n as often as the first. */
function speaker(random: Random): Speaker {
  const words: string[] = [];
  const known = new Set<string>();
  while (words.length < VOCABULARY) {
    const size = Math.min(5, 1 + Math.floor(Math.log2(2 + words.length / 60) * (0.4 + random() * 0.8)));
    const word = Array.from({ length: size }, () => oneOf(random, SYLLABLES)).join('');
    if (known.has(word)) continue;
    known.add(word);
    words.push(word);
  }
  return (next) => words[Math.floor(VOCABULARY ** next()) - 1] ?? words[0]!;
}

function sentence(say: Speaker, random: Random): string {
  const words = Array.from({ length: between(random, 5, 24) }, () => say(random));
  if (words.length > 9) words[between(random, 3, 7)] += ',';
  const text = words.join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function paragraph(say: Speaker, random: Random): string {
  const sentences = Array.from({ length: between(random, 2, 8) }, () => sentence(say, random));
  const marked = between(random, 0, sentences.length - 1);
  sentences[marked] = sentences[marked]!.replace(
    / (\S+ \S+) /,
    random() < 0.5 ? ' <em>$1</em> ' : ' <a href="#">$1</a> ',
  );
  return `<p>${sentences.join(' ')}</p>`;
}

function heading(say: Speaker, random: Random): string {
  return `<h2>${Array.from({ length: between(random, 2, 6) }, () => say(random)).join(' ')}</h2>`;
}

function list(say: Speaker, random: Random): string {
  const items = Array.from({ length: between(random, 3, 8) }, () => `<li>${sentence(say, random)}</li>`);
  return `<ul>\n${items.join('\n')}\n</ul>`;
}
