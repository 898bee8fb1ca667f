import { describe, expect, test } from 'vitest';
import { withoutMuted } from '../../src/core/muting.ts';
import { fc } from '../laws.ts';

const note = (id: string, author: string, parent: string | null = null, group = 'g') => ({ id, group, author, parent });
const ada = [{ group: 'g', member: 'ada' }];
const ids = (notes: readonly { id: string }[]) => notes.map(({ id }) => id);

describe('without muted people', () => {
  test('their notes are gone, of that group only', () => {
    const heard = withoutMuted([note('1', 'ada'), note('2', 'ben'), note('3', 'ada', null, 'other')], ada);
    expect(ids(heard.shown)).toEqual(['2', '3']);
    expect(heard.muted).toBe(1);
    expect(heard.shells.size).toBe(0);
  });

  test('one that others answered leaves a shell, at any depth; their own last words leave none', () => {
    const thread = [
      note('1', 'ada'),
      note('2', 'ada', '1'),
      note('3', 'ben', '2'),
      note('4', 'ada', '3'),
      note('5', 'ada', '1'),
    ];
    const heard = withoutMuted(thread, ada);
    expect(ids(heard.shown)).toEqual(['1', '2', '3']);
    expect([...heard.shells]).toEqual(['2', '1']);
    expect(heard.muted).toBe(4);
  });

  test('a ring of parents, which only a hostile client can make, ends', () => {
    const heard = withoutMuted([note('1', 'ada', '2'), note('2', 'ben', '1'), note('3', 'ben', '3')], ada);
    expect(ids(heard.shown)).toEqual(['1', '2', '3']);
    expect([...heard.shells]).toEqual(['1']);
  });

  test('whatever the threads, nobody else’s note is lost, and no answer stands without what it answers', () => {
    const notes = fc.array(fc.tuple(fc.constantFrom('ada', 'ben', 'cy'), fc.option(fc.nat(30))), { maxLength: 30 });
    fc.assert(
      fc.property(notes, (made) => {
        const all = made.map(([author, parent], at) => note(`${at}`, author, parent === null ? null : `${parent}`));
        const { shown, shells, muted } = withoutMuted(all, ada);
        const here = new Set(ids(shown));
        const others = all.filter(({ author }) => author !== 'ada');
        expect(ids(shown).filter((id) => !shells.has(id))).toEqual(ids(others));
        expect(muted).toBe(all.length - others.length);
        for (const { parent } of others)
          expect(parent === null || here.has(parent) || !all.some(({ id }) => id === parent)).toBe(true);
      }),
    );
  });
});
