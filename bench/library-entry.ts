/** What the benchmark of the library needs of the extension's store, as one script that sets `bench`. */
export { textOf } from '../src/core/export/export-input.ts';
export { filesOf } from '../src/core/export/formats.ts';
export { newId } from '../src/core/id.ts';
export { eachNote } from '../src/store/find-notes.ts';
export { openStore } from '../src/store/database.ts';
export { readIdentity } from '../src/store/meta.ts';
export { readNotes } from '../src/store/read-notes.ts';
export { shelve } from '../src/store/shelves.ts';
export { unshelveAll } from '../src/store/shelves.ts';
