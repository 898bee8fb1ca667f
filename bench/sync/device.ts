/**
 * A device of a learner for benchmarks: the extension's own store and syncer, over IndexedDB in memory. A process of its
 * own: `push URL COUNT` signs in as a guest, writes notes offline and sends them; `pull` does as a second device of the
 * account that it is given. Only what stands between the offline and the settled state is timed; prints a `Synced`.
 */
import 'fake-indexeddb/auto';
import { LIMITS, type Session, session } from '../../src/protocol/sync.ts';
import * as v from 'valibot';
import { adoptAccount } from '../../src/store/account.ts';
import { openStore } from '../../src/store/database.ts';
import { readIdentity, readSync } from '../../src/store/meta.ts';
import { realSources as sources } from '../../src/store/sources.ts';
import { countWaiting } from '../../src/store/take-batch.ts';
import { createNote } from '../../src/store/write-note.ts';
import { endpointAt } from '../../src/sync/endpoint.ts';
import { Syncer } from '../../src/sync/syncer.ts';
import { seeded } from '../random.ts';
import { noteFields } from '../server/people.ts';

/** What a process of the benchmark says: time, and how many notes have arrived. */
export interface Synced {
  readonly milliseconds: number;
  readonly notes: number;
  readonly session?: Session;
}

const [what = '', url = '', argument = ''] = process.argv.slice(2);
const db = openStore('bench', sources);
const syncer = new Syncer(db, {
  fetch,
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
process.stdout.write(JSON.stringify(what === 'push' ? await push(Number(argument)) : await pull(argument)));
syncer.stop();

async function push(count: number): Promise<Synced> {
  const guest = await endpointAt({ fetch }, url, null).guest('Ada');
  if (!guest.ok) throw new Error(guest.code);
  await adoptAccount(db, url, guest.value);
  const { personal: group } = await readIdentity(db);
  const random = seeded('notes');
  for (let at = 0; at < count; at++) {
    const written = await createNote(db, { group, fields: noteFields(random) }, sources);
    if (!written.ok) throw new Error(written.code);
  }
  const milliseconds = await run();
  if ((await countWaiting(db)) > 0) throw new Error('notes wait that should have been sent');
  return {
    milliseconds,
    notes: await db.annotations.filter(({ base }) => base !== null).count(),
    session: guest.value,
  };
}

async function pull(account: string): Promise<Synced> {
  await adoptAccount(db, url, v.parse(session, JSON.parse(account)));
  return { milliseconds: await run(), notes: await db.annotations.count() };
}

async function run(): Promise<number> {
  const begun = performance.now();
  await syncer.run();
  const milliseconds = performance.now() - begun;
  const { state, failures } = await readSync(db);
  if (failures > 0 || state !== 'ok') throw new Error(`sync ended as ${state} (batches of ${LIMITS.ops})`);
  return milliseconds;
}
