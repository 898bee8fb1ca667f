/**
 * Notes on their way out: imported ones with the names, authors and times that they had where they came from, so that an
 * export of an import is the export that was imported; and hidden ones without the passage, which may be what was wrong with them.
 */
import type { Id } from '../id.ts';
import type { Note } from '../note.ts';
import { knownType } from '../reaction.ts';
import { idOfUrn } from './iri.ts';

/** What every format is given. */
export function forExport(notes: readonly Note[]): Note[] {
  return asWritten(notes).map((note) =>
    note.hidden === undefined || note.mine ? note : { ...note, target: { ...note.target, selectors: [], former: [] } },
  );
}

/**
 * An origin is believed of one's own notes alone: in a group, anybody could say of their
 * words that somebody else wrote them.
 */
function asWritten(notes: readonly Note[]): Note[] {
  if (!notes.some(({ origin, mine }) => origin && mine)) return [...notes];
  const here = new Set(notes.map(({ id }) => id));
  const before = new Map<Id, Id>();
  for (const { id, origin, mine } of notes) {
    const name = mine ? ours(origin?.id) : null;
    // Where the very note is among them too, the copy goes by its own name.
    if (name !== null && !here.has(name)) before.set(id, name);
  }
  const nameOf = (id: Id | null): Id | null => (id === null ? null : (before.get(id) ?? id));
  return notes.map((note) => {
    const named = {
      ...note,
      id: before.get(note.id) ?? note.id,
      parent: nameOf(note.parent),
      copyOf: nameOf(note.copyOf),
    };
    return note.origin && note.mine ? restored(named, note.origin) : named;
  });
}

function restored(note: Note, origin: NonNullable<Note['origin']>): Note {
  const author = ours(origin.author?.id);
  const group = ours(origin.group?.id);
  return {
    ...note,
    ...(author !== null && { author: { id: author, name: origin.author?.name ?? '' } }),
    ...(author === null &&
      origin.author?.name !== undefined && { author: { ...note.author, name: origin.author.name } }),
    ...(group !== null && { group: { ...note.group, id: group, name: origin.group?.name ?? '' } }),
    created: origin.created ?? note.created,
    ...(!note.edited && origin.modified !== undefined && { edited: true, updated: origin.modified }),
    parent: ours(origin.answers) ?? note.parent,
    copyOf: ours(origin.copyOf) ?? note.copyOf,
    ...(origin.given && { given: origin.given.flatMap(known) }),
  };
}

function known(one: NonNullable<NonNullable<Note['origin']>['given']>[number]): NonNullable<Note['given']> {
  const type = knownType(one.type);
  return type === null || type === 'nod' ? [] : [{ ...one, type, mine: false }];
}

function ours(urn: string | undefined): Id | null {
  return urn === undefined ? null : idOfUrn(urn);
}
