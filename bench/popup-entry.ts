/** What the benchmark of the popup needs of the extension's store, as one script that sets `bench`. */
export { eachNote } from '../src/store/find-notes.ts';
export { openStore } from '../src/store/database.ts';
export { unshelveAll } from '../src/store/shelves.ts';
