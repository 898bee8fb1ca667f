/** What is behind "More" on a card: the link of a note, where the endpoint has it. */
import '../setup-i18n.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { noteLink } from '../../src/core/note-link.ts';
import { axeFaults } from '../ui/axe.ts';
import { button, find, readingNotes, settle, stage, type Stage } from './stage.tsx';

let on: Stage;
afterEach(() => {
  on.end();
  vi.restoreAllMocks();
});

const notes = readingNotes();
const sent = notes.find(({ send, group }) => send.state === 'sent' && !group.personal && !group.left)!;
const ENDPOINT = 'https://notes.example.org';
const item = (id: string): HTMLElement => find(on.root, `[data-note="${id}"]`);
const said = (): string => on.root.querySelector('.margin-dock')?.textContent ?? '';
const shared = (): Promise<Stage> =>
  stage(
    notes.map((note) => (note.id === sent.id ? sent : note)),
    { sync: { state: 'ok', endpoint: ENDPOINT, waiting: 0, refused: 0 } },
  );

test('the link is copied, by the keyboard too, and it is said for whom it opens', async () => {
  const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  on = await shared();
  const more = button(item(sent.id), 'More');
  expect(more.getAttribute('aria-expanded')).toBe('false');
  await settle(() => more.click());
  expect(more.getAttribute('aria-expanded')).toBe('true');
  expect(document.getElementById(more.getAttribute('aria-controls') ?? '')).not.toBeNull();
  expect(await axeFaults(on.root)).toEqual([]);
  await settle(() => button(item(sent.id), 'Copy link').click());
  await settle(() => undefined);
  expect(copied).toHaveBeenCalledWith(noteLink(ENDPOINT, sent.id));
  expect(said()).toContain('for members of the group only');
});

test('what the endpoint does not have has no link, and without an endpoint nothing has', async () => {
  on = await stage(
    notes.map((note) => (note.id === sent.id ? { ...note, send: { state: 'waiting' as const } } : note)),
    { sync: { state: 'ok', endpoint: ENDPOINT, waiting: 1, refused: 0 } },
  );
  expect(item(sent.id).querySelector('[aria-label="More"]')).toBeNull();
  on.end();
  on = await stage(notes, { sync: { state: 'local', endpoint: null, waiting: 0, refused: 0 } });
  expect(on.root.querySelector('[aria-label="More"]')).toBeNull();
});
