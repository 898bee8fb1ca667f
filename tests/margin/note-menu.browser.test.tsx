/** What is behind "More" on a card: the link of a note, reporting and hiding it, where the endpoint has it. */
import '../setup-i18n.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { noteLink } from '../../src/core/note-link.ts';
import { axeFaults } from '../ui/axe.ts';
import { button, find, readingNotes, settle, stage, type, type Stage } from './stage.tsx';

let on: Stage;
afterEach(() => {
  on.end();
  vi.restoreAllMocks();
});

const notes = readingNotes();
const sent = notes.find(({ send, group }) => send.state === 'sent' && !group.personal && !group.left)!;
const ENDPOINT = 'https://notes.example.org';
const item = (id: string): HTMLElement => find(on.root, `[data-note="${id}"]`);
const buttonsOf = (id: string) => [...item(id).querySelectorAll('button')].map((one) => one.textContent);
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
  const inMenu = (): (string | null)[] =>
    [...on.root.querySelectorAll('.note-menu button')].map((one) => one.textContent);
  const openAll = () =>
    settle(() => on.root.querySelectorAll<HTMLElement>('[aria-label="More"]').forEach((more) => more.click()));
  await settle(() => button(item(sent.id), 'More').click());
  expect(inMenu()).toEqual([`Mute ${sent.author.name} for me`]);
  on.end();
  on = await stage(notes, { sync: { state: 'local', endpoint: null, waiting: 0, refused: 0 } });
  await openAll();
  expect(inMenu().length).toBeGreaterThan(5);
  expect(inMenu().filter((words) => !words?.startsWith('Mute '))).toEqual([]);
});

const judged = (change: Partial<typeof sent>): Promise<Stage> =>
  stage(
    notes.map((note) => (note.id === sent.id ? { ...sent, ...change } : note)),
    { sync: { state: 'ok', endpoint: ENDPOINT, waiting: 0, refused: 0 } },
  );
const open = async (): Promise<void> => settle(() => button(item(sent.id), 'More').click());

test('a note is reported with a reason, whose letters move nothing, and it is said who reads it', async () => {
  on = await judged({ can: { ...sent.can, report: true, hide: false } });
  on.answers.set('note.report', () => ({ ok: true, hosts: 2 }));
  await open();
  expect(buttonsOf(sent.id)).not.toContain('Hide');
  await settle(() => button(item(sent.id), 'Report').click());
  const field = find<HTMLInputElement>(item(sent.id), '.note-reason input');
  expect(document.activeElement).toBe(field);
  expect(await axeFaults(on.root)).toEqual([]);
  await settle(() => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true })));
  expect(document.activeElement).toBe(field);
  await type(field, 'It is rude.');
  await settle(() => button(item(sent.id), 'Send report').click());
  expect(on.calls.at(-1)).toEqual({
    method: 'note.report',
    params: { group: sent.group.id, note: sent.id, reason: 'It is rude.' },
  });
  expect(said()).toContain('Reported.');
  expect(item(sent.id).querySelector('.note-reason')).toBeNull();
});

test('where nobody can read it, that is said; what fails leaves the words where they are', async () => {
  on = await judged({ can: { ...sent.can, report: true } });
  on.answers.set('note.report', () => ({ ok: false, code: 'unreachable' }));
  await open();
  await settle(() => button(item(sent.id), 'Report').click());
  const field = find<HTMLInputElement>(item(sent.id), '.note-reason input');
  await type(field, 'It is rude.');
  await settle(() => button(item(sent.id), 'Send report').click());
  expect(field.value).toBe('It is rude.');
  expect(item(sent.id).querySelector('[role=alert]')).not.toBeNull();
  on.answers.set('note.report', () => ({ ok: true, hosts: 0 }));
  await settle(() => button(item(sent.id), 'Send report').click());
  expect(said()).toContain('nobody could be told');
});

test('Escape leaves the form and not the margin', async () => {
  on = await judged({ can: { ...sent.can, report: true } });
  await open();
  await settle(() => button(item(sent.id), 'Report').click());
  const field = find<HTMLInputElement>(item(sent.id), '.note-reason input');
  await settle(() => field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })));
  expect(item(sent.id).querySelector('.note-reason')).toBeNull();
  expect(on.sent).not.toContainEqual({ type: 'close' });
});

test('a host hides with a reason and can undo it', async () => {
  on = await judged({ can: { ...sent.can, report: true, hide: true } });
  on.answers.set('note.hide', () => ({ ok: true }));
  on.answers.set('note.show', () => ({ ok: true }));
  await open();
  await settle(() => button(item(sent.id), 'Hide').click());
  await type(find<HTMLInputElement>(item(sent.id), '.note-reason input'), 'Not here.');
  await settle(() => button(find(item(sent.id), '.note-reason'), 'Hide').click());
  const about = { group: sent.group.id, note: sent.id };
  expect(on.calls.find(({ method }) => method === 'note.hide')?.params).toEqual({ ...about, reason: 'Not here.' });
  await settle(() => button(find(on.root, '.margin-dock'), 'Undo').click());
  expect(on.calls.find(({ method }) => method === 'note.show')?.params).toEqual(about);
});

test('a hidden note of another has no words and no quote; one’s own has them, and the reason', async () => {
  on = await judged({ mine: false, text: '', hidden: { reason: null }, can: { ...sent.can, report: true } });
  expect(item(sent.id).textContent).toContain('Hidden by a facilitator.');
  expect(item(sent.id).querySelector('.quote')).toBeNull();
  await open();
  expect(item(sent.id).textContent).not.toContain('Report');
  on.end();
  on = await judged({ mine: true, text: 'my words', hidden: { reason: 'Not here.' } });
  expect(item(sent.id).textContent).toContain('my words');
  expect(item(sent.id).textContent).toContain('The reason: Not here.');
});
