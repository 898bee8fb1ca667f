/**
 * The peer's device: PouchDB over memory, which replicates to express-pouchdb and back. `push DATABASE COUNT BATCH` and
 * `pull DATABASE COUNT BATCH`; the documents are the fields of our notes. Prints a `Synced`.
 */
import { createRequire } from 'node:module';
import { seeded } from '../../random.ts';
import { noteFields } from '../../server/people.ts';
import type { Synced } from '../device.ts';

const require = createRequire(import.meta.url);
const PouchDB = require('pouchdb-core')
  .plugin(require('pouchdb-adapter-memory'))
  .plugin(require('pouchdb-adapter-http'))
  .plugin(require('pouchdb-replication'))
  .plugin(require('pouchdb-mapreduce'));
const [what = '', url = '', count = '0', batch = '100'] = process.argv.slice(2);
const options = { batch_size: Number(batch), batches_limit: 10 };
const here = new PouchDB('bench', { adapter: 'memory' });
const there = new PouchDB(url);

const random = seeded('notes');
if (what === 'push') {
  const documents = Array.from({ length: Number(count) }, (_, at) => ({ _id: `note-${at}`, ...noteFields(random) }));
  for (let from = 0; from < documents.length; from += 1000) await here.bulkDocs(documents.slice(from, from + 1000));
}
const begun = performance.now();
const done = await (what === 'push' ? here.replicate.to(there, options) : here.replicate.from(there, options));
const milliseconds = performance.now() - begun;
if (!done.ok || done.doc_write_failures > 0) throw new Error(JSON.stringify(done));
const { doc_count: notes } = await (what === 'push' ? there : here).info();
process.stdout.write(JSON.stringify({ milliseconds, notes } satisfies Synced));
process.exit();
