import { describe, expect, test } from 'vitest';
import { readingsOf } from '../../../src/core/search/readings.ts';
import { choicesOf } from '../../../src/core/search/choices.ts';
import { catalogOf, entry, facts, found, NOW } from './notes.ts';

const texts = (words: Record<string, string>) =>
  catalogOf(Object.entries(words).map(([id, text]) => entry(id, { text })));

describe('words', () => {
  test('are found in comment, quote, tags and title, and by the name of who wrote it', () => {
    const catalog = catalogOf([
      entry('comment', { text: 'The **tide** goes out' }),
      entry('quote', { quote: 'a tide of letters' }),
      entry('tag', { tags: ['tide'] }),
      entry('title', { title: 'On the tide' }),
      entry('none', { text: 'nothing of it', author: 'luis' }),
    ]);
    expect(found(catalog, 'tide ').toSorted()).toEqual(['comment', 'quote', 'tag', 'title']);
    expect(found(catalog, 'pena ')).toEqual(['none']);
  });

  test('all of them are wanted, in whatever order and place', () => {
    const catalog = catalogOf([
      entry('both', { text: 'out goes it', quote: 'the tide' }),
      entry('one', { text: 'the tide comes' }),
    ]);
    expect(found(catalog, 'tide out ')).toEqual(['both']);
  });

  test('case, accents and width do not matter', () => {
    const catalog = texts({ a: 'Straße über Ｌｉｓｂｏｎ', b: 'Crème brûlée' });
    expect(found(catalog, 'STRASSE uber lisbon ')).toEqual(['a']);
    expect(found(catalog, 'creme BRULEE ')).toEqual(['b']);
  });

  test('nor does the form that a sigma has at the end of a word', () => {
    const catalog = texts({ a: 'Οδυσσέας', b: 'ὁ λόγος' });
    expect(found(catalog, 'ΟΔΥΣ')).toEqual(['a']);
    expect(found(catalog, 'οδυς* ')).toEqual(['a']);
    expect(found(catalog, 'ΛΌΓΟΣ ')).toEqual(['b']);
    expect(found(catalog, 'λόγοσ ')).toEqual(['b']);
  });

  test('the last one may be the beginning of a word, and any with a star', () => {
    const catalog = texts({ a: 'shorelines everywhere', b: 'an everlasting shore' });
    expect(found(catalog, 'ever')).toHaveLength(2);
    expect(found(catalog, 'ever ')).toEqual([]);
    expect(found(catalog, 'shorel* every')).toEqual(['a']);
  });

  test('a minus leaves notes out', () => {
    const catalog = texts({ a: 'tide and moon', b: 'tide and sun' });
    expect(found(catalog, 'tide -moon ')).toEqual(['b']);
    expect(found(catalog, '-"and moon"')).toEqual(['b']);
  });
});

describe('forms of a word', () => {
  test.each([
    ['en', 'reading', 'she reads aloud'],
    ['de', 'Fragen', 'eine Frage bleibt'],
    ['fr', 'lectures', 'une lecture lente'],
    ['es', 'nota', 'dos notas breves'],
    ['pt', 'nota', 'duas notas breves'],
    ['en', 'книгой', 'новая книга'],
    ['en', 'किताबों', 'यह किताब अच्छी है'],
    ['en', 'كتاب', 'قرأت الكتاب أمس'],
  ])('%s: %s finds "%s"', (language, word, text) => {
    expect(found(texts({ a: text, b: 'xyz' }), `${word} `, facts(), [language])).toEqual(['a']);
  });

  test('a language that the notes are written in needs not be the reader’s', () => {
    const german = Array.from({ length: 50 }, (_, n) => entry(`n${n}`, { text: 'und nicht dass' }));
    expect(found(catalogOf([...german, entry('a', { text: 'eine Frage' })]), 'Fragen ')).toEqual(['a']);
    expect(found(texts({ a: 'eine Frage' }), 'Fragen ')).toEqual([]);
  });

  test('what stands exactly so comes first', () => {
    const catalog = texts({ form: 'readings of it', exact: 'reading of it' });
    expect(found(catalog, 'reading ')).toEqual(['exact', 'form']);
    expect(found(catalog, 'readings ')).toEqual(['form', 'exact']);
  });
});

describe('scripts', () => {
  test('Chinese and Japanese are found by any stretch, and not by the same characters apart', () => {
    const catalog = texts({ a: '我们在图书馆读书', b: '书馆图', c: '図書館で本を読む' });
    expect(found(catalog, '图书馆')).toEqual(['a']);
    expect(found(catalog, '書館で')).toEqual(['c']);
    expect(found(catalog, '读书 图书馆')).toEqual(['a']);
  });

  test('Hindi words that differ by a vowel sign are different words', () => {
    const catalog = texts({ a: 'दिन', b: 'दान' });
    expect(found(catalog, 'दिन ')).toEqual(['a']);
  });

  test('Arabic is found with and without vowel signs, hamza and stretchers', () => {
    const catalog = texts({ a: 'كِتَابٌ', b: 'إسلام', c: 'مـكـتـبـة' });
    expect(found(catalog, 'كتاب ')).toEqual(['a']);
    expect(found(catalog, 'اسلام ')).toEqual(['b']);
    expect(found(catalog, 'مكتبة ')).toEqual(['c']);
  });

  test('words behind an emoji and in mixed scripts are found', () => {
    const catalog = texts({ a: '🌊tide المد' });
    expect(found(catalog, 'tide المد ')).toEqual(['a']);
  });
});

describe('phrases', () => {
  test('stand together, in that order, in one place of a note', () => {
    const catalog = catalogOf([
      entry('a', { text: 'the tide goes out. The moon, too' }),
      entry('b', { text: 'goes the tide', quote: 'out' }),
      entry('c', { tags: ['goes', 'out'] }),
    ]);
    expect(found(catalog, '"goes out"')).toEqual(['a']);
    expect(found(catalog, '"OUT the Moon"')).toEqual(['a']);
    expect(found(catalog, '“goes out”')).toEqual(['a']);
  });

  test('are exact: no other form of their words counts', () => {
    expect(found(texts({ a: 'reading rooms', b: 'read rooms' }), '"reading rooms"')).toEqual(['a']);
  });

  test('a word that is there several times is followed from each', () => {
    expect(found(texts({ a: 'ha ha ha ho' }), '"ha ha ho"')).toEqual(['a']);
  });
});

describe('filters', () => {
  const catalog = catalogOf(
    [
      entry('q', { kind: 'question', author: 'luis', tags: ['Open Sea'], created: new Date(2026, 0, 15).getTime() }),
      entry('h', { kind: 'highlight', color: 'green', created: new Date(2026, 1, 1).getTime() }),
    ],
    [
      entry('p', { group: 'mine', text: 'private', created: new Date(2025, 5, 1).getTime() }),
      entry('r', { kind: 'reply', parent: 'q', created: new Date(2026, 1, 2).getTime() }),
    ],
  );
  test.each([
    ['tag:open', ['q']],
    ['tag:"open sea"', ['q']],
    ['-tag:sea kind:question', []],
    ['by:luis', ['q']],
    ['by:me', ['r', 'h', 'p']],
    ['-by:me', ['q']],
    ['in:circle', ['r', 'h', 'q']],
    ['in:me', ['p']],
    ['kind:highlights', ['h']],
    ['colour:green', ['h']],
    ['color:green', ['h']],
    ['after:2026-02', ['r', 'h']],
    ['before:2026', ['p']],
    ['after:2026-01-15 before:2026-01-16', ['q']],
    ['is:question', ['q']],
    ['is:mine in:circle', ['r', 'h']],
  ])('%s', (typed, ids) => expect(found(catalog, typed)).toEqual(ids));

  test('unanswered questions and orphans are told by what is known of them', () => {
    expect(found(catalog, 'is:unanswered')).toEqual(['q']);
    expect(found(catalog, 'is:unanswered', facts({ settled: new Set(['q']) }))).toEqual([]);
    expect(found(catalog, 'is:orphan', facts({ orphans: new Set(['h']) }))).toEqual(['h']);
  });

  test('what muted people wrote, and notes of unknown groups, are not found', () => {
    expect(found(catalog, '', facts({ isMuted: (_, author) => author === 'luis' }))).not.toContain('q');
    expect(found(catalogOf([entry('x', { group: 'elsewhere', text: 'tide' })]), 'tide')).toEqual([]);
  });
});

test('without words the newest stand first, over all segments', () => {
  const at = (id: string, day: number) => entry(id, { created: NOW - day * 86_400_000 });
  expect(found(catalogOf([at('c', 3), at('a', 1)], [at('b', 2), at('d', 4)]), '')).toEqual(['a', 'b', 'c', 'd']);
});

test('rare words weigh more than common ones', () => {
  const common = Array.from({ length: 20 }, (_, n) => entry(`n${n}`, { text: 'sea', created: NOW + n }));
  const catalog = catalogOf([...common, entry('both', { text: 'sea', quote: 'kelp' }), entry('x', { text: 'kelp' })]);
  expect(found(catalog, 'kelp ')).toEqual(['x', 'both']);
  expect(found(catalog, 'sea kelp ')).toEqual(['both']);
});

test('rows that are gone are not found, and segments can go', () => {
  const catalog = catalogOf(
    [entry('a', { text: 'tide' }), entry('b', { text: 'tide' })],
    [entry('c', { text: 'tide' })],
  );
  const [first, second] = catalog.parts.map(({ segment }) => segment);
  catalog.forget(first!, 0);
  expect(found(catalog, 'tide').toSorted()).toEqual(['b', 'c']);
  catalog.drop(second!);
  expect(found(catalog, 'tide')).toEqual(['b']);
});

test('readings: notes that share any name of a document are on one, which has the newest title', () => {
  const catalog = catalogOf(
    [
      entry('a', { keys: ['x'], source: 'https://x', title: 'Old', created: 1 }),
      entry('b', { keys: ['y'], source: 'https://y', title: '', created: 2 }),
    ],
    [
      entry('c', { keys: ['x', 'y'], source: 'https://x', title: 'New', created: 3 }),
      entry('d', { keys: ['z'], created: 9 }),
    ],
  );
  const rows = Uint32Array.from([3, 2, 1, 0]);
  const readings = readingsOf(catalog, rows, facts({ orphans: new Set(['b']) })).slice(0, 9);
  expect(readings.map(({ title, count, orphans, latest }) => [title, count, orphans, latest])).toEqual([
    ['https://example.org/a', 1, 0, 9],
    ['New', 3, 1, 3],
  ]);
});

test('people and tags to choose from, those with most notes first; tags that differ by case alone are one', () => {
  const catalog = catalogOf([
    entry('a', { tags: ['Sea', 'moon'] }),
    entry('b', { tags: ['sea'], author: 'luis' }),
    entry('c', {}),
  ]);
  expect(choicesOf(catalog, facts())).toEqual({
    people: [
      { words: 'Ada Lovelace', count: 2 },
      { words: 'Luís Peña', count: 1 },
    ],
    tags: [
      { words: 'Sea', count: 2 },
      { words: 'moon', count: 1 },
    ],
  });
});
