/** Mentions: kept by id, read by today's name, and never more than a name. */
import { describe, expect, test } from 'vitest';
import { parseMarkdown, plainRanges } from '../../src/core/markdown.ts';
import {
  isSameText,
  mentionedIn,
  mentionOf,
  mentionsAsMarkdown,
  mentionsAsWords,
  onlyOf,
  peopleIn,
  withNames,
} from '../../src/core/mentions.ts';
import { isWhole, mentionAt, namedPeople, toKept, toTyped, withMention } from '../../src/core/typed-mentions.ts';
import { fc } from '../laws.ts';

const id = (name: string): string => name.padEnd(21, '_') + 'A';
const ADA = { id: id('ada'), name: 'Ada Lovelace' };
const SHORT = { id: id('short'), name: 'Ada' };
const WANG = { id: id('wang'), name: '王芳' };
const HOSTILE = { id: id('evil'), name: '](https://evil.example) **<img src=x>** `' };
const people = namedPeople([ADA, SHORT, WANG, HOSTILE]);

describe('what is kept', () => {
  test('a mention is found by its id, whatever name stands in it', () => {
    const text = `Ask [@Somebody Else](mention:${ADA.id}), *[@x](mention:${SHORT.id})*.\n\n- > [@y](mention:${WANG.id})`;
    expect(new Set(mentionedIn(text))).toEqual(new Set([ADA.id, SHORT.id, WANG.id]));
  });

  test.each([
    ['code', `\`[@Ada](mention:${ADA.id})\``],
    ['a block of code', `\`\`\`\n[@Ada](mention:${ADA.id})\n\`\`\``],
    ['code of several ticks', `a \`\`b \` [@Ada](mention:${ADA.id})\`\``],
    ['an escaped bracket', `\\[@Ada](mention:${ADA.id})`],
    ['an image', `![@Ada](mention:${ADA.id})`],
    ['a reference', `[@Ada][1]\n\n[1]: mention:${ADA.id}`],
    ['an id that is none', '[@Ada](mention:ada)'],
    ['a bare address', `mention:${ADA.id} <mention:${ADA.id}>`],
  ])('%s mentions nobody', (_, text) => {
    expect(mentionedIn(text)).toEqual([]);
  });

  test('a line that begins with a span of three ticks begins no block of code', () => {
    expect(mentionedIn(`\`\`\`a\`\`\` for ${mentionOf(ADA)}\n\n${mentionOf(SHORT)}`)).toEqual([ADA.id, SHORT.id]);
  });

  test('a text of brackets that never close is read in time that grows with it', () => {
    const took = (brackets: number): number => {
      const text = `${'\\[@'.repeat(brackets)} ](mention:`;
      const times = Array.from({ length: 5 }, () => {
        const begun = performance.now();
        peopleIn(text);
        return performance.now() - begun;
      });
      return Math.min(...times);
    };
    took(1000);
    // Five times as long: 25 times the work, if it were looked through from each bracket to its end.
    expect(took(15_000) / took(3000)).toBeLessThan(13);
  });

  test('after a renaming the new name stands in it; who is not known keeps what was written', () => {
    const text = `${mentionOf(ADA)} and ${mentionOf(SHORT)}`;
    const renamed = withNames(text, (one) => (one === ADA.id ? 'Countess [L]' : undefined));
    expect(renamed).toBe(`[@Countess \\[L\\]](mention:${ADA.id}) and ${mentionOf(SHORT)}`);
    expect(isSameText(text, renamed)).toBe(true);
    expect(isSameText(text, `${renamed}!`)).toBe(false);
  });

  test('a name cannot be forged into markup', () => {
    const [block] = parseMarkdown(`Hello ${mentionOf(HOSTILE)}`);
    expect(block).toEqual({
      type: 'paragraph',
      children: [
        { type: 'text', text: 'Hello ' },
        { type: 'mention', member: HOSTILE.id, text: `@${HOSTILE.name}` },
      ],
    });
  });

  test('whatever a name is, its mention is one mention of one person', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }), (name) => {
        const kept = mentionOf({ id: ADA.id, name });
        return mentionedIn(`a ${kept} b`).join() === ADA.id && peopleIn(kept).length === 1;
      }),
    );
  });

  test('elsewhere it is a name, as Markdown or as plain words', () => {
    const text = `${mentionOf({ ...ADA, name: 'A_da *L*' })} said`;
    expect(mentionsAsMarkdown(text)).toBe('@A\\_da \\*L\\* said');
    expect(mentionsAsWords(text)).toBe('@A_da *L* said');
    expect(mentionsAsWords(text, () => 'Ada')).toBe('@Ada said');
  });

  test('in another group, who is not in it is named in words only', () => {
    const text = `${mentionOf(ADA)} ${mentionOf(WANG)}`;
    expect(onlyOf(text, (one) => one === WANG.id)).toBe(`@Ada Lovelace ${mentionOf(WANG)}`);
    expect(onlyOf(text, (_, name) => name === ADA.name)).toBe(`${mentionOf(ADA)} @王芳`);
  });
});

describe('while it is typed', () => {
  test('the longest name counts, and comes back as it was typed', () => {
    const typed = 'So @Ada Lovelace, and @Ada; 请@王芳看看. Not @Adam.';
    const kept = toKept(typed, people);
    expect(mentionedIn(kept)).toHaveLength(3);
    expect(kept).toContain(mentionOf(ADA));
    expect(kept).toContain('Not @Adam.');
    expect(toTyped(kept, people)).toBe(typed);
  });

  test.each([
    'write to me@Ada',
    'a.b+@Ada',
    'https://m.social/@Ada',
    '`@Ada`',
    '[see @Ada](https://a.example)',
    '$x @Ada$',
    '\\@Ada',
    '    @Ada',
  ])('%s mentions nobody', (typed) => {
    expect(mentionedIn(toKept(typed, people))).toEqual([]);
  });

  test('two of one name are told apart, while one types and in what is kept', () => {
    const twins = [SHORT, { id: id('other'), name: 'Ada' }];
    const named = namedPeople(twins);
    expect(new Set(named.map(({ label }) => label)).size).toBe(2);
    const typed = named.map(({ label }) => `@${label}`).join(' and ');
    const kept = toKept(typed, named);
    expect(kept).toBe(twins.map(mentionOf).join(' and '));
    expect(toTyped(kept, named)).toBe(typed);
    expect(toKept('@Ada', named)).toBe('@Ada');
  });

  test('typing and keeping lose nothing, whatever the text', () => {
    const part = fc.oneof(
      fc.constantFrom('@', 'Ada', ' Lovelace', '王芳', '`', '\n', '- ', '[', '](', '$', '\\', '<', '*'),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const typed = parts.join('');
        return toTyped(toKept(typed, people), people) === typed;
      }),
    );
  });

  test.each([
    ['@', ''],
    ['Hello @Ad', 'Ad'],
    ['Hello @Ada Lo', 'Ada Lo'],
    ['你好@王', '王'],
    ['(@a', 'a'],
  ])('at the end of %s a name is being typed', (typed, words) => {
    expect(mentionAt(typed, typed.length)).toEqual({ from: typed.lastIndexOf('@'), words });
  });

  test.each(['Ada', 'me@exa', 'done @Ada\n', '@one two three four', 'meet @ ', 'meet @ Ada', ''])(
    'at the end of %s none is',
    (typed) => {
      expect(mentionAt(typed, typed.length)).toBeNull();
    },
  );

  test('a chosen name takes the place of what was typed of it', () => {
    const place = mentionAt('So @ad?', 6);
    expect(withMention('So @ad?', place!, people[0]!)).toEqual({ typed: 'So @Ada Lovelace?', caret: 16 });
    expect(withMention('So @ad', place!, people[0]!)).toEqual({ typed: 'So @Ada Lovelace ', caret: 17 });
    expect([isWhole('Ada', people), isWhole('Ad', people)]).toEqual([true, false]);
  });
});

test('plain words of a text are found in order, and none in a tangled one', () => {
  const text = 'a `b` *c* [d](https://e.example) $f$\n\n> g';
  expect(plainRanges(text).map(({ from, to }) => text.slice(from, to))).toEqual(['a ', ' ', 'c', ' ', ' ', 'g']);
  expect(plainRanges('>'.repeat(50_000))).toEqual([]);
});
