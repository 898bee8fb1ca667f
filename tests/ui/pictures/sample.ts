/** What the sheets show: one note, its group, its reader. Times are distances, so that they read the same on every day. */
import type { Note } from '../../../src/core/note.ts';
import type { Outcome } from '../../../src/ui/use-action.ts';

export const nothing = (): undefined => undefined;
export const refused = async (): Promise<Outcome> => ({ ok: false, code: 'unreachable' });
/** Never answers: whatever waits for it looks busy. */
export const waits = (): Promise<Outcome> => new Promise(() => undefined);

const id = (name: string): string => `${name.padEnd(21, '_')}A`;
const DAYS = 86_400_000;
/** One for all: a note that is made and changed a millisecond apart has been changed, and says when. */
const NOW = Date.now();
const ago = (days: number): string => new Date(NOW - days * DAYS - DAYS / 4).toISOString();

export const GROUPS = [
  { id: 'p', name: 'mine', personal: true, role: 'owner' as const, members: 1 },
  { id: 'g', name: 'Reading circle', personal: false, role: 'member' as const, members: 6 },
];

export const NOTE: Note = {
  id: id('n'),
  group: { id: id('g'), name: 'Reading circle', personal: false },
  author: { id: id('a'), name: 'Amara Okafor' },
  mine: false,
  kind: 'comment',
  text: 'The tables were *checked* against the harbour: see [there](https://a.example/).',
  tags: ['tides', 'method'],
  quote: 'High water at the old pier was given as 06:42, and so it was.',
  target: { source: 'https://a.example/', keys: ['//a.example/'], title: 'Appointments with the sea', selectors: [] },
  parent: null,
  copyOf: null,
  created: ago(3),
  updated: ago(3),
  edited: false,
  send: { state: 'sent' },
  can: { edit: false, delete: false, reply: true },
};

export const QUESTION: Note = { ...NOTE, id: id('q'), kind: 'question', text: 'Who wrote the first table?', tags: [] };

export const REPLY: Note = {
  ...NOTE,
  id: id('r'),
  author: { id: id('b'), name: 'Kenji Morita' },
  text: 'A monk did, in 1213.',
  tags: [],
  parent: id('q'),
  created: ago(2),
};
