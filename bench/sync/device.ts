/**
 * A device of a learner for benchmarks: the extension's own store and syncer over the IndexedDB of the page it runs in.
 * It signs in as a guest, writes notes offline and sends them, or fetches them as a second device of that account. Only
 * what stands between the offline and the settled state is timed.
 */
import type { Session } from '../../src/protocol/sync.ts';
import { adoptAccount } from '../../src/store/account.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { eachNote } from '../../src/store/find-notes.ts';
import { readIdentity, readSync } from '../../src/store/meta.ts';
import { assemble } from '../../src/store/project.ts';
import { freshId, realSources as sources } from '../../src/store/sources.ts';
import { countWaiting } from '../../src/store/take-batch.ts';
import { createNote } from '../../src/store/write-note.ts';
import { endpointAt } from '../../src/sync/endpoint.ts';
import { Syncer } from '../../src/sync/syncer.ts';
import { seeded } from '../random.ts';
import { noteFields } from '../server/note-fields.ts';

/** Time, and how many notes have arrived. */
export interface Synced {
  readonly milliseconds: number;
  readonly notes: number;
}

const ask = fetch.bind(globalThis);
const TOGETHER = 500;

export async function push(url: string, count: number): Promise<Synced & { session: Session }> {
  const db = openStore('push', sources);
  const guest = await endpointAt({ fetch: ask }, url, null).guest('Ada');
  if (!guest.ok) throw new Error(guest.code);
  await adoptAccount(db, url, guest.value);
  await writeNotes(db, count);
  const milliseconds = await run(db);
  if ((await countWaiting(db)) > 0) throw new Error('notes wait that should have been sent');
  return { milliseconds, notes: await counted(db), session: guest.value };
}

export async function pull(url: string, session: Session): Promise<Synced> {
  const db = openStore('pull', sources);
  await adoptAccount(db, url, session);
  return { milliseconds: await run(db), notes: await counted(db) };
}

/** One is written as a learner writes it, the others as many copies of what that stored, each with its own words: in a tenth of the time. */
async function writeNotes(db: Store, count: number): Promise<void> {
  const { personal: group, user: me } = await readIdentity(db);
  const random = seeded('notes');
  const written = await createNote(db, { group, fields: noteFields(random) }, sources);
  if (!written.ok) throw new Error(written.code);
  const first = await db.outbox.where('id').equals(written.id).first();
  if (first?.op.kind !== 'annotation' || first.op.act !== 'put') throw new Error('a new note waits as something else');
  const { n: _, op, ...envelope } = first;
  for (let at = 1; at < count; at += TOGETHER) {
    const entries = Array.from({ length: Math.min(TOGETHER, count - at) }, () => {
      const [opId, id] = [freshId(sources), freshId(sources)];
      return { ...envelope, opId, id, op: { ...op, opId, id, fields: noteFields(random) } };
    });
    const alone = { base: null, epoch: null, refused: undefined, before: undefined, me, now: sources.now() };
    const notes = entries.flatMap((entry) => assemble({ ...alone, pending: [entry] }) ?? []);
    await db.write(async () => {
      await db.annotations.bulkAdd(notes);
      await db.outbox.bulkAdd(entries);
    });
  }
}

/** Those that the endpoint has. */
async function counted(db: Store): Promise<number> {
  let notes = 0;
  await eachNote(db, ({ base }) => {
    if (base !== null) notes++;
  });
  return notes;
}

async function run(db: Store): Promise<number> {
  const syncer = new Syncer(db, {
    fetch: ask,
    WebSocket,
    sources,
    random: () => 0.5,
    tell: () => undefined,
    stayAwake: () => undefined,
    report: (error) => {
      throw error;
    },
    timer: (run, milliseconds) => {
      const timeout = setTimeout(run, milliseconds);
      return () => clearTimeout(timeout);
    },
  });
  const begun = performance.now();
  await syncer.run();
  const milliseconds = performance.now() - begun;
  syncer.stop();
  const { state, failures } = await readSync(db);
  if (failures > 0 || state !== 'ok') throw new Error(`sync ended as ${state}`);
  return milliseconds;
}
