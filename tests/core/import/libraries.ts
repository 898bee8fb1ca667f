/** Whole libraries out of a seed: notes of every kind, in threads, in every script, with reactions, on readings with and without all their names. */
import { seeded } from '../../../bench/random.ts';
import { documentKey } from '../../../src/core/document.ts';
import { newId, type Id } from '../../../src/core/id.ts';
import type { Note } from '../../../src/core/note.ts';
import type { AnnotationKind } from '../../../src/core/record.ts';
import type { Selector } from '../../../src/core/selectors.ts';
import { everyReaction, makeNote, named } from '../export/every-kind.ts';

const WORDS = [
  'tide',
  'margin',
  'الهامش',
  'हाशिया',
  '边注',
  '🌙',
  'naïve',
  '<b>',
  '$x_1$',
  '"quoted"',
  '- item',
  '#tag',
  'line\nbreak',
  '\u202eback',
];
const KINDS: AnnotationKind[] = ['highlight', 'comment', 'question', 'page', 'connection'];
const COLORS = ['yellow', 'green', 'blue', 'pink', 'purple'] as const;

export function libraryOf(seed: number, count: number): Note[] {
  const next = seeded(seed);
  const below = (most: number): number => Math.floor(next() * most);
  const words = (most: number): string =>
    Array.from({ length: 1 + below(most) }, () => WORDS[below(WORDS.length)]).join(' ');
  const idAt = (time: number): Id => newId(time, (length) => Uint8Array.from({ length }, () => below(256)));
  const readings = Array.from({ length: 1 + below(12) }, (_, at) => {
    const source = `https://site${at % 3}.example.org/reading-${at}?page=${seed}`;
    const keys = [documentKey(source) ?? source, ...(at % 4 === 0 ? [`doi:10.1000/${seed}.${at}`] : [])];
    return { source, keys, title: words(4) };
  });
  const people = ['nadia', 'kenji', 'layla'].map((name) => ({ id: named(name), name: words(2) }));
  const notes: Note[] = [];
  for (let at = 0; at < count; at++) {
    const time = Date.UTC(2025, 0, 1) + below(3e10);
    const instant = new Date(time).toISOString();
    const id = idAt(time);
    const author = people[below(people.length)]!;
    const isEdited = below(4) === 0;
    const common = {
      author,
      tags: Array.from(new Set(Array.from({ length: below(3) }, () => words(2).replace(/\s+/g, ' ').trim()))),
      created: instant,
      updated: isEdited ? new Date(time + 5000).toISOString() : instant,
      edited: isEdited,
    };
    const above = at > 0 && below(3) === 0 ? notes[below(notes.length)] : undefined;
    if (above) {
      const target = { ...above.target, selectors: [] };
      notes.push({ ...makeNote('x', { ...common, kind: 'reply', text: words(30), target, parent: above.id }), id });
      continue;
    }
    const kind = KINDS[below(KINDS.length)]!;
    const isOnPassage = kind !== 'page';
    const quote = isOnPassage ? words(12) : '';
    const start = below(100_000);
    const selectors: Selector[] = isOnPassage
      ? [
          { type: 'TextQuoteSelector', exact: quote, prefix: words(3), suffix: words(3) },
          { type: 'TextPositionSelector', start, end: start + Array.from(quote).length },
        ]
      : [];
    const color = isOnPassage && below(2) === 0 ? { color: { name: COLORS[below(5)]! } } : {};
    const given = below(10) === 0 ? { given: everyReaction.map((one) => ({ ...one, id: idAt(time) })) } : {};
    const text = kind === 'highlight' ? '' : words(60);
    const target = { ...readings[below(readings.length)]!, selectors };
    notes.push({ ...makeNote('x', { ...common, ...color, ...given, kind, text, target }), quote, id });
  }
  return notes;
}
