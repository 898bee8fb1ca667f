/** The sample class as a conversation: what its owner's device would show. */
import { NO_BACKUPS } from '../../src/core/backup.ts';
import { NIGHT } from '../../src/core/quiet-hours.ts';
import type { Note } from '../../src/core/note.ts';
import type { Library } from '../../src/store/read-library.ts';
import sample from '../../src/server/sample/class.json';

const named = (name: string): string => name.padEnd(21, '_').slice(0, 21) + 'A';

const TITLES: Record<string, string> = {
  'the-same-page-again.html': 'The same page again',
  'appointments-with-the-sea.html': 'Appointments with the sea',
  'fi-al-hamish-muttasa.html': 'في الهامش متّسع',
};

const circle = { id: named('circle'), name: sample.group.name, personal: false };
const personal = { id: named('personal'), name: 'Nadia Benali', personal: true };

/** All notes of the class, as Nadia sees them. */
export function sampleNotes(now: number): Note[] {
  const places = new Map<string, number>();
  return sample.notes.map((note, at): Note => {
    const source = `https://readings.example.org/readings/${note.reading}`;
    const parent = 'replyTo' in note && note.replyTo ? named(note.replyTo) : null;
    const quote = 'quote' in note && note.quote ? note.quote : '';
    const start = places.get(note.reading) ?? 100;
    places.set(note.reading, start + 300);
    const created = new Date(now - note.daysAgo * 86_400_000).toISOString();
    const mine = note.by === 'nadia';
    return {
      id: named(note.key),
      group: circle,
      author: { id: named(note.by), name: sample.members.find(({ key }) => key === note.by)?.name ?? '' },
      mine,
      kind: note.kind as Note['kind'],
      text: note.text,
      tags: note.tags,
      quote,
      target: {
        source,
        keys: [source.replace('https:', '')],
        title: TITLES[note.reading] ?? note.reading,
        selectors:
          quote === ''
            ? []
            : [
                { type: 'TextQuoteSelector', exact: quote, prefix: `${at} ` },
                { type: 'TextPositionSelector', start, end: start + Array.from(quote).length },
              ],
      },
      parent,
      copyOf: null,
      created,
      updated: created,
      edited: at % 9 === 4,
      send: { state: 'sent' },
      can: { edit: mine, delete: true, reply: true },
    };
  });
}

export const conversationOf = (notes: Note[], change: Partial<Library> = {}): Library => ({
  me: { id: named('nadia'), name: 'Nadia Benali', email: 'nadia@example.org', signedIn: true },
  groups: [
    { ...personal, role: 'owner', members: 1 },
    { ...circle, role: 'owner', members: 6 },
    { id: named('other'), name: 'Thursday poems', personal: false, role: 'member', members: 4 },
  ],
  writeTo: circle.id,
  notes,
  sync: { state: 'ok', endpoint: 'https://notes.example.org', waiting: 0, refused: 0 },
  unplaced: new Map(),
  askFrom: 100_000,
  people: new Map(),
  mutedPeople: [],
  members: new Map(),
  inbox: [],
  notices: { notify: false, quiet: NIGHT },
  deleted: new Map(),
  searches: [],
  backup: NO_BACKUPS,
  ...change,
});

/** Somebody who has just installed the extension. */
export const newcomer = (): Library =>
  conversationOf([], {
    me: { id: named('new'), name: '', email: null, signedIn: false },
    groups: [{ ...personal, role: 'owner', members: 1 }],
    writeTo: personal.id,
    sync: { state: 'local', endpoint: null, waiting: 1, refused: 0 },
  });

/** With changes that wait and changes that the endpoint refused. */
export function troubled(now: number): Library {
  const notes = sampleNotes(now).map((note, at): Note => {
    if (!note.mine) return note;
    if (at % 3 === 0) return { ...note, send: { state: 'waiting' } };
    return at % 3 === 1 ? { ...note, send: { state: 'refused', code: at % 2 ? 'gone' : 'forbidden' } } : note;
  });
  const count = (state: string) => notes.filter(({ send }) => send.state === state).length;
  return conversationOf(notes, {
    sync: {
      state: 'unreachable',
      endpoint: 'https://notes.example.org',
      waiting: count('waiting'),
      refused: count('refused'),
    },
  });
}

/** The place of its first reading in the library. */
export const ESSAY = '#document/%2F%2Freadings.example.org%2Freadings%2Fthe-same-page-again.html';
