/** What the benchmark of a first sync needs of the extension, as one script that sets `bench`. */
export { adoptAccount } from '../src/store/account.ts';
export { eachNote } from '../src/store/find-notes.ts';
export { openStore } from '../src/store/database.ts';
export { endpointAt } from '../src/sync/endpoint.ts';
export { fullRun } from '../src/sync/full-run.ts';
export { realSources } from '../src/store/sources.ts';
