/** Looking for notes in the margin: what is found stands in its thread, and nothing asked for stays hidden. */
import '../setup-i18n.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { choicesIn } from '../../src/core/finding.ts';
import type { Note } from '../../src/core/note.ts';
import { noReactions } from '../../src/core/reaction.ts';
import { arrange } from '../../src/margin/arrange.ts';
import { EVERYTHING, find as findIn, notesIn, type Finding } from '../../src/margin/finding.ts';
import { axeFaults } from '../ui/axe.ts';
import { button, find, press, readingNotes, settle, stage, type Stage } from './stage.tsx';

const notes = readingNotes();
const found = (finding: Partial<Finding>, of: readonly Note[] = notes) =>
  notesIn(findIn(arrange(of, new Map()), { ...EVERYTHING, ...finding }));

describe('what is found', () => {
  test('words, in any note of a thread; the thread comes whole', () => {
    const reply = notes.find((note) => note.parent !== null && note.text.length > 20)!;
    const word = reply.text.split(/\s+/).find((one) => /^\w{7,}$/.test(one))!;
    const ids = found({ words: word }).map(({ id }) => id);
    expect(ids).toContain(reply.id);
    expect(ids).toContain(reply.parent);
    expect(found({ words: 'no such words anywhere' })).toEqual([]);
    expect(found({})).toHaveLength(notes.length);
  });

  test('questions, those that nobody answered, mine, one person, one colour', () => {
    const roots = (list: readonly Note[]) => list.filter((note) => note.parent === null);
    const questions = roots(found({ kind: 'questions' }));
    expect(new Set(questions.map(({ kind }) => kind))).toEqual(new Set(['question']));
    const open = found({ kind: 'unanswered' });
    // One of them was answered, as its asker says, and another thread is done.
    const [first, second] = roots(open);
    const told = notes.map((note) => {
      if (note === first) return { ...note, answers: 1 };
      const resolved = { by: 'Ann', mine: false, at: note.created };
      return note === second ? { ...note, reactions: { ...noReactions(), resolved } } : note;
    });
    expect(roots(open).map(({ id }) => id)).toEqual(questions.map(({ id }) => id));
    const left = questions.filter((note) => note !== first && note !== second).map(({ id }) => id);
    expect(roots(found({ kind: 'unanswered' }, told)).map(({ id }) => id)).toEqual(left);
    for (const thread of roots(found({ kind: 'mine' })))
      expect(thread.mine || found({ kind: 'mine' }).some((note) => note.mine)).toBe(true);
    const { id: author, name } = choicesIn(notes).authors[1]!;
    expect(found({ author }).some((note) => note.author.name === name)).toBe(true);
    expect(found({ author }).length).toBeLessThan(notes.length);
    const colored = notes.map((note, at) => (at === 5 ? { ...note, color: { name: 'pink' as const } } : note));
    expect(roots(found({ color: 'pink' }, colored)).map(({ id }) => id)).toEqual(
      notes[5]!.parent === null ? [notes[5]!.id] : [],
    );
  });

  test('open questions first: those without any reply, then the others, the rest as in the page', () => {
    const { page, text } = findIn(arrange(notes, new Map()), { ...EVERYTHING, order: 'unanswered' });
    expect(page).toEqual([]);
    const ranks = text.map(({ note, replies }) => (note.kind !== 'question' ? 2 : replies.length === 0 ? 0 : 1));
    expect(new Set(ranks).size).toBeGreaterThan(1);
    expect(ranks).toEqual(ranks.toSorted());
    const before = arrange(notes, new Map());
    const rest = [...before.page, ...before.text].filter(({ note }) => note.kind !== 'question');
    expect(text.slice(-rest.length).map(({ note }) => note.id)).toEqual(rest.map(({ note }) => note.id));
  });

  test('newest first goes by the last thing said in a thread', () => {
    const threads = findIn(arrange(notes, new Map()), { ...EVERYTHING, order: 'newest' });
    expect(threads.page).toEqual([]);
    const last = threads.text.map((thread) =>
      notesIn({ page: [thread], text: [], unsure: [], lost: [] })
        .map(({ created }) => created)
        .toSorted()
        .at(-1),
    );
    expect(last).toEqual(last.toSorted().toReversed());
  });
});

describe('the bar', () => {
  let on: Stage;
  afterEach(() => on.end());
  const field = () => on.root.querySelector<HTMLInputElement>('.find-bar input[type=search]');
  const shown = () => on.root.querySelectorAll('.note-item').length;

  test('opens by its key with the focus in it, finds while one types, says how many, and goes by Escape', async () => {
    on = await stage();
    find(on.root, '.note-item').focus();
    await userEvent.keyboard('/');
    await expect.poll(() => document.activeElement === field()).toBe(true);
    await userEvent.type(field()!, 'tide gauges');
    await expect.poll(shown).toBeLessThan(notes.length);
    expect(find(on.root, '.find-result').textContent).toContain(`${shown()} of ${notes.length} notes`);
    expect(await axeFaults(document.documentElement)).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await expect.poll(shown).toBe(notes.length);
    expect(field()).toBeNull();
    expect(on.sent.filter(({ type }) => type === 'close')).toEqual([]);
  });

  test('says so when nothing matches, and shows everything again at a press', async () => {
    on = await stage();
    await settle(() => button(on.root, 'Search these notes').click());
    await userEvent.type(field()!, 'zzzz');
    await expect.poll(() => on.root.textContent).toContain('No note here matches.');
    await settle(() => button(on.root, 'Show everything').click());
    expect(shown()).toBe(notes.length);
  });

  test('a slash that is typed is a slash', async () => {
    on = await stage();
    await settle(() => button(on.root, 'Reply').click());
    await press(find(on.root, 'textarea'), '/');
    expect(field()).toBeNull();
  });

  test('a card that the page asks for is shown, whatever was looked for', async () => {
    on = await stage();
    await settle(() => button(on.root, 'Search these notes').click());
    await userEvent.type(field()!, 'zzzz');
    await expect.poll(shown).toBe(0);
    const wanted = notes.find((note) => note.quote !== '')!.id;
    await on.say({ type: 'show', note: wanted });
    await expect.poll(() => document.activeElement?.closest('[data-note]')?.getAttribute('data-note')).toBe(wanted);
  });
});
