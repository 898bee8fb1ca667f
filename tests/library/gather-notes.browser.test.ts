/** Many notes for the page: what belongs together is told together, whatever batch it came in. */
import { expect, test } from 'vitest';
import type { Note } from '../../src/core/note.ts';
import { noReactions } from '../../src/core/reaction.ts';
import type { AskCatalog } from '../../src/library/catalog/client.ts';
import type { Ask, Asks } from '../../src/library/catalog/messages.ts';
import { gatherNotes } from '../../src/library/list/gather-notes.ts';
import type { Progress } from '../../src/library/list/in-batches.ts';
import { makeNote } from '../core/export/every-kind.ts';

/** A catalogue that reads one note at a time. */
function oneByOne(notes: readonly Note[], asked: string[] = []): AskCatalog {
  const answer = (ask: Omit<Ask, 'number'>): unknown => {
    if (ask.ask === 'batches') return notes.map(({ id }) => ({ ids: [id], shelves: [] }));
    const ids = 'ids' in ask.asked ? ask.asked.ids : [];
    asked.push(...ids);
    return notes.filter(({ id }) => ids.includes(id));
  };
  return async <Name extends keyof Asks>(ask: Name, what: Asks[Name]['asked']) =>
    answer({ ask, asked: what }) as Asks[Name]['answer'];
}

const question = makeNote('question', { kind: 'question', mine: true });
const reply = makeNote('answer', { kind: 'reply', parent: question.id });
const answer: Note = { ...reply, reactions: { ...noReactions(), isAnswer: true } };
const quiet = () => ({ withMuted: false, tell: () => undefined, signal: new AbortController().signal });

test('a question is answered, though its answer came in another batch', async () => {
  const ask = oneByOne([question, answer]);
  const found = await gatherNotes(ask, [question.id, answer.id], quiet());
  expect(found.map(({ id, answers }) => [id, answers ?? 0])).toEqual([
    [question.id, 1],
    [answer.id, 0],
  ]);
});

test('it says how far it is, and reads no more once it is called off', async () => {
  const notes = Array.from({ length: 9 }, (_, at) => makeNote(`note${at}`));
  const life = new AbortController();
  const asked: string[] = [];
  const told: Progress[] = [];
  const tell = (progress: Progress): void => {
    told.push(progress);
    if (progress.done === 3) life.abort();
  };
  const ids = notes.map(({ id }) => id);
  const found = await gatherNotes(oneByOne(notes, asked), ids, { withMuted: false, tell, signal: life.signal });
  expect(told.map(({ done, of }) => `${done} of ${of}`)).toEqual(['0 of 9', '0 of 9', '1 of 9', '2 of 9', '3 of 9']);
  expect(asked).toEqual(ids.slice(0, 4));
  expect(found).toHaveLength(4);
});

test('what cannot be read is no half of an export', async () => {
  const failing: AskCatalog = async (ask) => {
    if (ask === 'notes') throw new Error('the worker is gone');
    return [{ ids: [question.id], shelves: [] }] as never;
  };
  await expect(gatherNotes(failing, [question.id], quiet())).rejects.toThrow('the worker is gone');
});
