/** Muting in the library: from a note's card, the line that counts what is hidden, and the list of those who are muted. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { shellOf } from '../../src/core/note.ts';
import { expectAccessible } from './accessible.ts';
import { conversationOf, sampleNotes } from './sample.ts';
import { answers, button, calls, heading, show } from './stage.tsx';

const notes = sampleNotes(Date.now());
const kenji = notes.find(({ author }) => author.name === 'Kenji Morita')!;
const person = { group: kenji.group.id, member: kenji.author.id };
const ESSAY = '#document/%2F%2Freadings.example.org%2Freadings%2Fthe-same-page-again.html';

test('a card mutes its writer, says so, and takes it back', async () => {
  answers['person.mute'] = {};
  show(conversationOf(notes), ESSAY);
  await button('More about Kenji Morita').first().click();
  await button('Mute Kenji Morita for me').click();
  await expect.element(page.getByText(/Kenji Morita is muted in .*, on this device only\./)).toBeVisible();
  await button('Undo').click();
  await expect
    .poll(() => calls.filter(([method]) => method === 'person.mute'))
    .toEqual([
      ['person.mute', { ...person, muted: true }],
      ['person.mute', { ...person, muted: false }],
    ]);
  expect(button('More about Nadia Benali').elements()).toHaveLength(0);
});

test('a shell keeps the place of answers, is in no list of notes and in no export', async () => {
  const root = notes.find(({ id, kind }) => kind !== 'reply' && notes.some(({ parent }) => parent === id))!;
  show(
    conversationOf(
      notes.map((note) => (note.id === root.id ? shellOf(note) : note)),
      { muted: 1 },
    ),
  );
  await expect.element(page.getByText('1 note by people you muted is hidden.')).toBeVisible();
  await expect.element(page.getByText(`Notes: ${notes.length - 1} · documents: 3`)).toBeVisible();
  await button('Show').click();
  await expect.element(page.getByText('Notes by people you muted are shown.')).toBeVisible();
});

test('settings list who is muted, in which group, and unmute them', async () => {
  answers['person.mute'] = {};
  const mutedPeople = [{ ...person, at: new Date().toISOString(), name: 'Kenji Morita', groupName: kenji.group.name }];
  show(conversationOf(notes, { mutedPeople }), '#settings');
  await expect.element(heading('Muted people')).toBeVisible();
  await expectAccessible();
  await button('Unmute Kenji Morita').click();
  await expect
    .poll(() => calls.filter(([method]) => method === 'person.mute'))
    .toEqual([['person.mute', { ...person, muted: false }]]);
});

test('where nobody is muted, the settings say how it is done', async () => {
  show(conversationOf(notes), '#settings');
  await expect.element(page.getByText(/You have muted nobody/)).toBeVisible();
});
