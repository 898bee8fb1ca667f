/**
 * The peer's device: PouchDB's build for browsers over the IndexedDB of the page it runs in, which replicates to
 * express-pouchdb and back. The documents are the fields of our notes.
 */
import PouchDB from 'pouchdb-browser';
import { seeded } from '../../random.ts';
import { noteFields } from '../../server/note-fields.ts';
import type { Synced } from '../device.ts';

/** @param url of the database there; @param batch documents at once: 100 unless one says otherwise */
export async function push(url: string, count: number, batch: number): Promise<Synced> {
  const here = new PouchDB('push');
  const random = seeded('notes');
  const documents = Array.from({ length: count }, (_, at) => ({ _id: `note-${at}`, ...noteFields(random) }));
  for (let from = 0; from < documents.length; from += 1000) await here.bulkDocs(documents.slice(from, from + 1000));
  const there = new PouchDB(url);
  const milliseconds = await timed(() => here.replicate.to(there, options(batch)));
  return { milliseconds, notes: (await there.info()).doc_count };
}

export async function pull(url: string, batch: number): Promise<Synced> {
  const here = new PouchDB('pull');
  const milliseconds = await timed(() => here.replicate.from(new PouchDB(url), options(batch)));
  return { milliseconds, notes: (await here.info()).doc_count };
}

function options(batch: number) {
  return { batch_size: batch, batches_limit: 10 };
}

async function timed(replicate: () => Promise<{ ok: boolean; doc_write_failures: number }>): Promise<number> {
  const begun = performance.now();
  const done = await replicate();
  const milliseconds = performance.now() - begun;
  if (!done.ok || done.doc_write_failures > 0) throw new Error(JSON.stringify(done));
  return milliseconds;
}
