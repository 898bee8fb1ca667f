/** Links to one note: made, read back, and everything else refused. */
import { expect, test } from 'vitest';
import { noteLink, notePage, readNoteLink } from '../../src/core/note-link.ts';

const NOTE = '0123456789abcdefghijkl';

test('a link is read as it was made, with what a mail program may add to it', () => {
  const origin = 'https://notes.example';
  const link = noteLink(`${origin}/`, NOTE);
  expect(link).toBe(`${origin}/a/${NOTE}`);
  const read = { origin, note: NOTE, isKept: false, isPage: false };
  for (const text of [link, ` ${link}\n`, `${link}/`, `${link}?utm_source=mail`, `${link}#top`])
    expect([text, readNoteLink(text)]).toEqual([text, read]);
  expect(readNoteLink(notePage(origin, NOTE))).toEqual({ ...read, isPage: true });
  expect(readNoteLink(`${origin}/a/#${NOTE}`)).toEqual({ ...read, isKept: true });
});

test('what is no link to a note is none', () => {
  for (const text of [
    '',
    NOTE,
    'https://notes.example/',
    `https://notes.example/j/${NOTE}`,
    `https://notes.example/b/a/${NOTE}`,
    `https://notes.example/a/${NOTE}x`,
    `https://notes.example/a/${NOTE}/more`,
    'https://notes.example/a/',
    `javascript:location='https://notes.example/a/${NOTE}'`,
    `ftp://notes.example/a/${NOTE}`,
    `https://notes.example/a/${NOTE.slice(1)}%2f`,
  ])
    expect([text, readNoteLink(text)]).toEqual([text, null]);
});
