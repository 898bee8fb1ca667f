/** Another passage for a note of mine, and the way back. Only a thread's first note has one: its answers stand with it. */
import type { Id } from '../core/id.ts';
import { anchorTakenBack, reanchored } from '../core/reanchor.ts';
import type { Selector } from '../core/selectors.ts';
import type { Store } from './database.ts';
import { editable, putFields } from './editable-note.ts';
import { refuse, type Written } from './written.ts';
import { readPassages, type AskedPage } from './read-passages.ts';
import { instantOf, realSources, type Sources } from './sources.ts';

/** @param page the page in front: only notes that it is told of are changed from there, by `readPassages` with the same words */
export function reattachNote(
  db: Store,
  { id, selectors, page }: { id: Id; selectors: Selector[]; page: AskedPage },
  sources: Sources = realSources,
): Promise<Written> {
  return db.write(async () => {
    const note = await editable(db, id);
    if (!note.ok) return note;
    const { passages } = await readPassages(db, page.keys, page);
    if (!passages.some((one) => one.id === id)) return refuse('not_found');
    if (selectors.length === 0) return refuse('invalid');
    const target = reanchored(note.fields.target, selectors, instantOf(sources));
    return putFields(db, note.record, { ...note.fields, target }, sources);
  });
}

/** Undo: the note is attached where it was before. */
export function takeBackAnchor(db: Store, id: Id, sources: Sources = realSources): Promise<Written> {
  return db.write(async () => {
    const note = await editable(db, id);
    if (!note.ok) return note;
    const target = anchorTakenBack(note.fields.target);
    return target ? putFields(db, note.record, { ...note.fields, target }, sources) : refuse('not_found');
  });
}
