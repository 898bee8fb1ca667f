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
import { realSources as sources } from '../../src/store/sources.ts';
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
const TOGETHER = 100;

export async function push(url: string, count: number): Promise<Synced & { session: Session }> {
  const db = openStore('push', sources);
  const guest = await endpointAt({ fetch: ask }, url, null).guest('Ada');
  if (!guest.ok) throw new Error(guest.code);
  await adoptAccount(db, url, guest.value);
  const { personal: group } = await readIdentity(db);
  const random = seeded('notes');
  // Many in one transaction: the same notes and outbox in the end, in a tenth of the time, which is not measured.
  for (let at = 0; at < count; at += TOGETHER) {
    await db.write(async () => {
      for (let n = at; n < Math.min(count, at + TOGETHER); n++) {
        const written = await createNote(db, { group, fields: noteFields(random) }, sources);
        if (!written.ok) throw new Error(written.code);
      }
    });
  }
  const milliseconds = await run(db);
  if ((await countWaiting(db)) > 0) throw new Error('notes wait that should have been sent');
  return { milliseconds, notes: await counted(db), session: guest.value };
}

export async function pull(url: string, session: Session): Promise<Synced> {
  const db = openStore('pull', sources);
  await adoptAccount(db, url, session);
  return { milliseconds: await run(db), notes: await counted(db) };
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
