/** Muting in the margin: from a card, taken back by the toast; what is hidden is counted, and read anew when it is asked for. */
import '../setup-i18n.ts';
import { afterEach, expect, test } from 'vitest';
import { shellOf } from '../../src/core/note.ts';
import { axeFaults } from '../ui/axe.ts';
import { button, press, readingNotes, settle, stage, type Stage } from './stage.tsx';

let on: Stage;
afterEach(() => on.end());

const asked = (method: string) => on.calls.filter((call) => call.method === method).map(({ params }) => params);

test('a card mutes its writer after saying what that does, and the toast takes it back', async () => {
  on = await stage();
  const note = readingNotes().find(({ mine }) => !mine)!;
  const card = on.root.querySelector(`[data-note="${note.id}"]`)!;
  // One menu to a card: two buttons with the same three dots told nobody which of them was for what.
  expect(card.querySelectorAll('.note-actions [aria-expanded]')).toHaveLength(1);
  const more = button(card, 'More');
  await settle(() => more.click());
  expect(on.root.querySelector('.person-menu')?.textContent).toContain('Nobody is told, and nothing is sent.');
  expect(await axeFaults(document.documentElement)).toEqual([]);
  await press(button(card, `Mute ${note.author.name} for me`), 'Escape');
  expect([document.activeElement, on.root.querySelector('.person-menu')]).toEqual([more, null]);
  await settle(() => more.click());
  await settle(() => button(card, `Mute ${note.author.name} for me`).click());
  await settle(() => button(on.root, 'Undo').click());
  const person = { group: note.group.id, member: note.author.id };
  expect(asked('person.mute')).toEqual([
    { ...person, muted: true },
    { ...person, muted: false },
  ]);
});

test('a shell stands for what others answered; hidden notes are counted and shown when asked for', async () => {
  const notes = readingNotes();
  const root = notes.find(({ id, parent }) => parent === null && notes.some((one) => one.parent === id))!;
  on = await stage(
    notes.map((note) => (note.id === root.id ? shellOf(note) : note)),
    { muted: 1 },
  );
  const card = on.root.querySelector(`[data-note="${root.id}"]`);
  expect(card?.textContent).toContain('A note by somebody you muted');
  expect(card?.textContent).not.toContain(root.author.name);
  expect(card?.querySelectorAll('.note-actions button')).toHaveLength(0);
  expect(on.root.querySelector('.margin-titles')?.textContent).toContain(`${notes.length - 1} notes`);
  expect(on.root.querySelector('.muted-line')?.textContent).toContain('1 note by people you muted is hidden.');
  await settle(() => button(on.root, 'Show').click());
  expect(asked('conversation.read').at(-1)).toMatchObject({ withMuted: true });
});
