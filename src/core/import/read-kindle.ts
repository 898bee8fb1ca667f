/**
 * Highlights and notes out of a Kindle's `My Clippings.txt`. Its sentences differ by language and release; its shape does not:
 * a title with its author in brackets, a line of facts parted by bars, an empty line, the words, a row of equals signs.
 */
import { collector, type Collector } from './collect.ts';
import type { Parsed } from './imported.ts';
import { kindleTime } from './kindle-time.ts';
import { nameOf, targetOf } from './place.ts';

const END = /^={6,}\s*$/;
const FACTS = /^\s*-\s?\S/;

export function isKindle(text: string): boolean {
  const lines = text.slice(0, 4000).split(/\r?\n/, 60);
  const [title, facts] = lines;
  return (
    title !== undefined &&
    title.trim() !== '' &&
    facts !== undefined &&
    FACTS.test(facts) &&
    lines.some((line) => END.test(line))
  );
}

type Clipping = { line: number; title: string; facts: string; words: string };

type Facts = { from: number | null; to: number | null; time: string | undefined; isNote: boolean };

export function readKindle(text: string): Parsed {
  const found = collector();
  const clippings = clippingsIn(text, found);
  const notes = new Map<number, string>();
  const highlights: { clipping: Clipping; facts: Facts; at: number }[] = [];
  for (const [at, clipping] of clippings.entries()) {
    const facts = factsIn(clipping.facts);
    if (clipping.words === '') found.reject({ line: clipping.line }, 'empty', clipping.facts);
    else highlights.push({ clipping, facts, at });
  }
  // A note is written at the last place of the passage that it is about.
  const passages = highlights.filter(({ facts }) => !facts.isNote);
  const ends = new Map(passages.map(({ clipping, facts, at }) => [`${facts.to}\n${clipping.title}`, at]));
  const alone: typeof highlights = [];
  for (const note of highlights.filter(({ facts }) => facts.isNote)) {
    const about = ends.get(`${note.facts.from}\n${note.clipping.title}`);
    if (note.facts.from === null || about === undefined || notes.has(about)) alone.push(note);
    else notes.set(about, note.clipping.words);
  }
  for (const { clipping, facts, at } of passages)
    take(clipping, facts, { quote: clipping.words, words: notes.get(at) ?? '' }, found);
  for (const { clipping, facts } of alone) take(clipping, facts, { quote: '', words: clipping.words }, found);
  return { notes: found.notes, rejected: found.rejected };
}

function clippingsIn(text: string, found: Collector): Clipping[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const clippings: Clipping[] = [];
  let block: string[] = [];
  for (const [index, line] of [...lines, '=========='].entries()) {
    if (!END.test(line)) {
      block.push(line);
      continue;
    }
    const first = index - block.length + 1;
    const [title = '', facts = '', ...words] = block.map((one) => one.replaceAll('\ufeff', ''));
    block = [];
    if (title.trim() === '' && facts.trim() === '') continue;
    if (!FACTS.test(facts)) found.reject({ line: first }, 'unreadable', [title, facts].join(' '));
    else clippings.push({ line: first, title: title.trim(), facts, words: words.join('\n').trim() });
  }
  return clippings;
}

/** A passage has a beginning and an end, or stands where no note does; a note has one place, and is called one. */
const NOTE = /\b(?:note?|nota|notiz|notitie|notatka|anteckning|notat)\b|заметка|笔记|筆記|メモ|메모|नोट|ملاحظة/iu;
const PASSAGE =
  /highlight|markierung|subrayado|surlignement|evidenziazione|destaque|markering|выделен|标注|標註|ハイライト|하이라이트|हाइलाइट/iu;

function factsIn(line: string): Facts {
  const parts = line.split('|');
  const time = parts.length > 1 ? kindleTime(parts.at(-1) ?? '') : undefined;
  // Of page and location, the location comes last; it is the finer one.
  const places = (parts.length > 1 ? parts.slice(0, -1) : parts).flatMap((part) =>
    Array.from(part.matchAll(/(\d+)(?:\s*[-–]\s*(\d+))?/g)),
  );
  const place = places.at(-1);
  const from = place?.[1] === undefined ? null : Number(place[1]);
  const to = place?.[2] === undefined ? from : ending(place[1] ?? '', place[2]);
  const isRange = place?.[2] !== undefined;
  const [head = ''] = parts;
  return { from, to, time, isNote: !isRange && !PASSAGE.test(head) && NOTE.test(head) };
}

/** "1406-07" ends at 1407. */
function ending(from: string, to: string): number {
  return Number(to.length < from.length ? from.slice(0, from.length - to.length) + to : to);
}

function take(
  { line, title: heading, words: original }: Clipping,
  { from, time }: Facts,
  said: { quote: string; words: string },
  found: Collector,
): void {
  const { title, author } = parted(heading);
  const target = targetOf({ url: '', title }, said.quote);
  if (!target) return found.reject({ line }, 'no-page', original);
  found.take({
    at: { line },
    name: nameOf('kindle', heading, String(from), said.quote, said.words),
    fields: {
      kind: said.quote === '' ? 'page' : said.words === '' ? 'highlight' : 'comment',
      text: said.words,
      tags: [],
      target: {
        ...target,
        citation: { type: 'book', ...(author !== '' && { authors: author.split(/;\s*/).slice(0, 100) }) },
      },
      parent: null,
    },
    origin: { from: 'kindle', ...(time !== undefined && { created: time }) },
  });
}

/** The last bracket is the author's; there may be brackets in it. */
function parted(heading: string): { title: string; author: string } {
  let depth = 0;
  for (let at = heading.length - 1; at > 0 && /[)）]$/.test(heading); at--) {
    if (/[)）]/.test(heading.charAt(at))) depth++;
    if (!/[(（]/.test(heading.charAt(at))) continue;
    depth--;
    if (depth === 0) return { title: heading.slice(0, at).trim(), author: heading.slice(at + 1, -1).trim() };
  }
  return { title: heading, author: '' };
}
