/**
 * Notes sorted into the documents they belong to: one heading each in the library, one section
 * each in an export. Separate from document.ts, which says what one document is called.
 */
import type { Note } from './note.ts';

/** The notes of one document; `latest` is when anything in it was last written. */
export type DocumentNotes = { source: string; title: string; keys: string[]; notes: Note[]; latest: string };

/**
 * One entry a document, the one written in last first. Notes meet when they share any name of the
 * document, and a reply stands where its thread stands.
 */
export function groupByDocument(notes: readonly Note[]): DocumentNotes[] {
  const names = joinedNames(notes);
  const rootOf = threadRoots(notes);
  const documents = new Map<string, DocumentNotes>();
  for (const note of notes) {
    const { target } = rootOf(note);
    const name = names(target.keys[0] ?? target.source);
    const found = documents.get(name);
    if (!found) {
      const { source, title, keys } = target;
      documents.set(name, {
        source,
        title: title.trim() || source,
        keys: [...keys],
        notes: [note],
        latest: writtenAt(note),
      });
      continue;
    }
    found.notes.push(note);
    for (const key of target.keys) if (!found.keys.includes(key)) found.keys.push(key);
    if (writtenAt(note) > found.latest) {
      found.latest = writtenAt(note);
      found.title = target.title.trim() || found.title;
    }
  }
  return [...documents.values()].sort((a, b) => (a.latest < b.latest ? 1 : a.latest > b.latest ? -1 : 0));
}

/** `updated` is when the endpoint took a note in, which for one written offline is later than it was written. */
function writtenAt(note: Note): string {
  return note.edited ? note.updated : note.created;
}

/** Answers the note that started a note's thread, as far as it is in the list; each step is gone once. */
function threadRoots(notes: readonly Note[]): (note: Note) => Note {
  const byId = new Map(notes.map((note) => [note.id, note]));
  const roots = new Map<string, Note>();
  return (note) => {
    const path = new Set<string>();
    let root = note;
    while (!roots.has(root.id) && !path.has(root.id)) {
      path.add(root.id);
      root = (root.parent === null ? undefined : byId.get(root.parent)) ?? root;
    }
    root = roots.get(root.id) ?? root;
    for (const id of path) roots.set(id, root);
    return root;
  };
}

/** Answers one name for all names that any note joins (union-find). */
function joinedNames(notes: readonly Note[]): (name: string) => string {
  const above = new Map<string, string>();
  const find = (name: string): string => {
    let top = name;
    for (let next = above.get(top); next !== undefined; next = above.get(top)) top = next;
    if (top !== name) above.set(name, top);
    return top;
  };
  for (const { target } of notes) {
    const first = find(target.keys[0] ?? target.source);
    for (const key of target.keys) {
      const other = find(key);
      if (other !== first) above.set(other, first);
    }
  }
  return find;
}
