/** Reactions, questions and threads that are done, as their reader meets them in the margin. */
import '../setup-i18n.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Note } from '../../src/core/note.ts';
import { withAnswers } from '../../src/core/questions.ts';
import { noReactions, type NoteReactions, type ReactionType } from '../../src/core/reaction.ts';
import { axeFaults } from '../ui/axe.ts';
import { button, find, press, readingNotes, settle, stage, type Stage } from './stage.tsx';

let on: Stage;
afterEach(() => on.end());

const notes = readingNotes();
const question = notes.find(({ kind }) => kind === 'question')!;
const answer = notes.find(({ parent }) => parent === question.id)!;
const claim = notes.find(({ kind, mine }) => kind === 'comment' && !mine)!;

const STANCES: ReactionType[] = ['nod', 'agree', 'doubt', 'build-on'];

type Told = { reactions?: Partial<NoteReactions>; react?: ReactionType[]; mine?: boolean };

/** The notes of the reading, these ones with what is said of them. */
const told = (of: Record<string, Told>): Note[] =>
  withAnswers(
    notes.map((note) => {
      const { reactions, react = [], mine = note.mine } = of[note.id] ?? {};
      return {
        ...note,
        mine,
        can: { ...note.can, react },
        ...(reactions && { reactions: { ...noReactions(), ...reactions } }),
      };
    }),
  );

const item = (id: string): HTMLElement => find(on.root, `[data-note="${id}"]`);
const asked = () => on.calls.filter(({ method }) => method.startsWith('reaction.'));
const said = () => [...on.root.querySelectorAll('[role=status]')].map(({ textContent }) => textContent).join(' ');

describe('reactions', () => {
  test('each button says how many did and whether I did, and gives or takes back by the keyboard too', async () => {
    on = await stage(
      told({
        [question.id]: { react: ['nod', 'me-too'], reactions: { meToo: { count: 3, mine: false } } },
        [claim.id]: {
          react: STANCES,
          reactions: { doubt: { count: 2, mine: true }, agree: { count: 1, mine: false } },
        },
      }),
    );
    const names = [...item(claim.id).querySelectorAll('.reactions button')].map((one) => [
      one.textContent,
      one.getAttribute('aria-pressed'),
    ]);
    expect(names).toEqual([
      ['Agree · 1', 'false'],
      ['Doubt · 2', 'true'],
      ['Build on', 'false'],
      ['Nod', 'false'],
    ]);
    const toggle = button(item(question.id), 'Me too · 3');
    toggle.focus();
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(asked)
      .toMatchObject([{ method: 'reaction.give', params: { note: question.id, type: 'me-too' } }]);
    await expect.poll(said).toContain('Me too: given.');
    button(item(claim.id), 'Doubt · 2').focus();
    await userEvent.keyboard(' ');
    await expect.poll(asked).toHaveLength(2);
    expect(asked()[1]).toMatchObject({ method: 'reaction.takeBack', params: { note: claim.id, type: 'doubt' } });
    expect(await axeFaults(document.documentElement)).toEqual([]);
  });

  test('of nods the author sees how many, nobody else anything; and nothing can be given where one may not', async () => {
    on = await stage(
      told({
        [claim.id]: { mine: true, reactions: { nods: { count: 2, mine: false }, agree: { count: 4, mine: false } } },
        [question.id]: { react: ['nod'], reactions: { nods: { count: null, mine: true } } },
      }),
    );
    expect(item(claim.id).textContent).toContain('2 people nodded');
    expect(item(claim.id).querySelector('.reactions')?.textContent).toContain('Agree · 4');
    expect(item(claim.id).querySelectorAll('.reactions button')).toHaveLength(0);
    expect(item(question.id).textContent).not.toContain('nodded');
    expect(button(item(question.id), 'Nod').getAttribute('aria-pressed')).toBe('true');
    expect(await axeFaults(document.documentElement)).toEqual([]);
  });

  test('what could not be done is said', async () => {
    on = await stage(told({ [claim.id]: { react: STANCES } }));
    on.answers.set('reaction.give', () => ({ ok: false, code: 'forbidden' }));
    button(item(claim.id), 'Agree').focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => find(on.root, '.toasts').textContent).not.toBe('');
  });
});

describe('questions', () => {
  test('the asker marks what answered it, and thanks; from then on it is answered and not open', async () => {
    const mine = {
      [question.id]: { mine: true, react: ['resolved'] as ReactionType[] },
      [answer.id]: { react: ['nod'] as ReactionType[] },
    };
    on = await stage(told(mine));
    const open = () => find(on.root, '.open-questions').textContent;
    const before = open();
    button(item(answer.id), 'This answered it').focus();
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(asked)
      .toMatchObject([{ method: 'reaction.give', params: { note: answer.id, type: 'answered' } }]);
    expect(button(item(answer.id), 'Thank').title).toContain('Private thanks');
    on.conversation = {
      ...on.conversation,
      notes: told({ ...mine, [answer.id]: { react: ['nod'], reactions: { isAnswer: true } } }),
    };
    await on.tell({ event: 'notes', keys: null });
    expect(item(question.id).textContent).toContain('Answered');
    expect(item(answer.id).textContent).toContain('Answered the question');
    expect(button(item(answer.id), 'This answered it').getAttribute('aria-pressed')).toBe('true');
    expect(Number.parseInt(open() ?? '')).toBe(Number.parseInt(before ?? '') - 1);
  });

  test('the open ones are listed by one press, and all notes again by another', async () => {
    on = await stage(told({ [answer.id]: { reactions: { isAnswer: true } } }));
    const all = on.root.querySelectorAll('.card').length;
    const list = find<HTMLButtonElement>(on.root, '.open-questions');
    await settle(() => list.click());
    const listed = [...on.root.querySelectorAll('.card')];
    expect(listed).toHaveLength(Number.parseInt(list.textContent ?? ''));
    expect(listed.map((card) => card.getAttribute('data-thread'))).not.toContain(question.id);
    expect(list.getAttribute('aria-pressed')).toBe('true');
    await settle(() => list.click());
    expect(on.root.querySelectorAll('.card')).toHaveLength(all);
  });
});

describe('threads', () => {
  const hiddenIn = (card: Element) => card.querySelectorAll('[hidden]').length;
  const cardOf = (id: string) => find(on.root, `.card[data-thread="${id}"]`);

  test('replies are folded and shown again, and the keys pass over what is folded', async () => {
    on = await stage(told({}));
    const card = cardOf(question.id);
    const toggle = [...card.querySelectorAll('button')].find((one) => one.textContent?.startsWith('Hide'))!;
    expect([toggle.getAttribute('aria-expanded'), hiddenIn(card)]).toEqual(['true', 0]);
    await settle(() => toggle.click());
    expect([toggle.getAttribute('aria-expanded'), toggle.textContent?.startsWith('Show')]).toEqual(['false', true]);
    expect(item(answer.id).checkVisibility({ contentVisibilityAuto: true })).toBe(false);
    item(question.id).focus();
    await press(item(question.id), 'ArrowDown');
    expect(document.activeElement?.closest('.card')).not.toBe(card);
  });

  test('a note that the page asks for is shown, also one in a thread that is folded twice', async () => {
    on = await stage(
      told({ [question.id]: { reactions: { resolved: { by: 'Ann', mine: false, at: question.created } } } }),
    );
    expect(hiddenIn(cardOf(question.id))).toBe(1);
    await on.say({ type: 'show', note: answer.id });
    expect(hiddenIn(cardOf(question.id))).toBe(0);
    expect(document.activeElement).toBe(item(answer.id));
    // Drawn again, it stays so.
    await on.tell({ event: 'notes', keys: null });
    expect(hiddenIn(cardOf(question.id))).toBe(0);
  });

  test('a thread that is done is folded to a line with its way back, and the focus stays with it', async () => {
    const may = { [question.id]: { react: ['resolved'] as ReactionType[] } };
    on = await stage(told(may));
    const resolve = button(item(question.id), 'Resolve');
    resolve.focus();
    await userEvent.keyboard('{Enter}');
    await expect
      .poll(asked)
      .toMatchObject([{ method: 'reaction.give', params: { note: question.id, type: 'resolved' } }]);
    await expect.poll(said).toContain('Resolved.');
    const resolved = { by: 'Nadia Benali', mine: true, at: question.created };
    on.conversation = {
      ...on.conversation,
      notes: told({ [question.id]: { react: ['resolved'], reactions: { resolved } } }),
    };
    await on.tell({ event: 'notes', keys: null });
    const card = cardOf(question.id);
    expect(card.textContent).toContain('Resolved by Nadia Benali');
    expect(hiddenIn(card)).toBe(1);
    expect(document.activeElement?.closest('.card')).toBe(card);
    expect(await axeFaults(document.documentElement)).toEqual([]);
    button(card, 'Reopen').focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(asked).toHaveLength(2);
    expect(asked()[1]).toMatchObject({ method: 'reaction.takeBack', params: { type: 'resolved' } });
  });

  test('who may not reopen it can still read it', async () => {
    on = await stage(
      told({ [question.id]: { reactions: { resolved: { by: 'Ann', mine: false, at: question.created } } } }),
    );
    const card = cardOf(question.id);
    expect([...card.querySelectorAll('.thread-done button')].map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Show \d+ notes$/),
    ]);
    await settle(() => find(card, '.thread-done button').click());
    expect(hiddenIn(card)).toBe(0);
    expect(item(question.id).checkVisibility()).toBe(true);
  });
});
