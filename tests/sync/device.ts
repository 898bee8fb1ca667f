/**
 * A device of a learner: a store in memory and a real syncer against a real endpoint process.
 * What lies between them (fetch, sockets) can be replaced by a test that makes it fail.
 */
import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExtensionEvent } from '../../src/protocol/events.ts';
import type { Conversation } from '../../src/protocol/from-pages.ts';
import { adoptAccount } from '../../src/store/account.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { readIdentity } from '../../src/store/meta.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import type { Sources } from '../../src/store/sources.ts';
import { createNote, editNote } from '../../src/store/write-note.ts';
import { endpointAt, type Result } from '../../src/sync/endpoint.ts';
import { Syncer, type SyncPorts } from '../../src/sync/syncer.ts';
import { startProcess, type EndpointProcess } from '../server/process.ts';
import { KEY, fields } from '../store/open-test-store.ts';

export type TestEndpoint = EndpointProcess & { folder: string; dispose(): Promise<void> };

/** @param folder of an earlier one, to go on with its database */
export async function startEndpoint(
  folder = mkdtempSync(join(tmpdir(), 'commonplace-')),
  port = 0,
): Promise<TestEndpoint> {
  const endpoint = await startProcess({ PORT: String(port), DATABASE_URL: `file:${join(folder, 'test.db')}` });
  return {
    ...endpoint,
    folder,
    dispose: async () => {
      await endpoint.exit('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const sources: Sources = { now: () => Date.now(), randomBytes };

export const realPorts: Omit<SyncPorts, 'tell'> = {
  fetch,
  WebSocket,
  sources,
  random: () => 0.01,
  stayAwake: () => undefined,
  report: (error) => {
    throw error;
  },
  timer: (run, milliseconds) => {
    const timeout = setTimeout(run, milliseconds);
    return () => clearTimeout(timeout);
  },
};

let count = 0;

export class Device {
  readonly db: Store;
  readonly events: ExtensionEvent[] = [];
  syncer: Syncer;
  #listeners = new Set<() => void>();

  constructor(ports: Partial<SyncPorts> = {}) {
    this.db = openStore(`device-${count++}`, sources);
    this.syncer = this.newSyncer(ports);
  }

  /** A worker that starts anew over the same store. */
  newSyncer(ports: Partial<SyncPorts> = {}): Syncer {
    const tell = (event: ExtensionEvent): void => {
      this.events.push(event);
      for (const listener of this.#listeners) listener();
    };
    this.syncer = new Syncer(this.db, { ...realPorts, tell, ...ports });
    return this.syncer;
  }

  async signInAsGuest(url: string, name: string): Promise<this> {
    const session = must(await endpointAt(realPorts, url, null).guest(name));
    await adoptAccount(this.db, url, session);
    return this;
  }

  /** A second device of the same account. */
  async copyAccount(other: Device): Promise<this> {
    const { endpoint, token, user, name, email } = await readIdentity(other.db);
    await adoptAccount(this.db, endpoint ?? '', { token: token ?? '', user: { id: user, name, email } });
    return this;
  }

  async endpoint() {
    const { endpoint, token } = await readIdentity(this.db);
    return endpointAt(realPorts, endpoint ?? '', token);
  }

  async personal(): Promise<string> {
    return (await readIdentity(this.db)).personal;
  }

  async write(text: string, group: string): Promise<string> {
    const written = await createNote(this.db, { group, fields: fields({ text }) }, sources);
    if (!written.ok) throw new Error(written.code);
    return written.id;
  }

  async edit(id: string, text: string, tags: string[] = [], saw?: string): Promise<void> {
    const written = await editNote(this.db, { id, text, tags, saw }, sources);
    if (!written.ok) throw new Error(written.code);
  }

  conversation(): Promise<Conversation> {
    return readConversation(this.db, [KEY]);
  }

  async texts(): Promise<string[]> {
    return (await this.conversation()).notes.map(({ text }) => text).sort();
  }

  /** Waits until the notes shown are these, in any order. */
  async shows(...texts: string[]): Promise<void> {
    const wanted = JSON.stringify([...texts].sort());
    const isShown = async (): Promise<boolean> => JSON.stringify(await this.texts()) === wanted;
    const end = Date.now() + 10_000;
    while (!(await isShown())) {
      if (Date.now() > end) throw new Error(`shown: ${JSON.stringify(await this.texts())}, wanted: ${wanted}`);
      await new Promise<void>((resolve) => {
        const go = (): void => {
          this.#listeners.delete(go);
          resolve();
        };
        this.#listeners.add(go);
        setTimeout(go, 50);
      });
    }
  }
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.code);
  return result.value;
}

/** Two learners in one group, both in step. */
export async function twoInAGroup(url: string, a = new Device(), b = new Device()) {
  await Promise.all([a.signInAsGuest(url, 'Ada'), b.signInAsGuest(url, 'Ben')]);
  const { createGroup } = await import('../../src/store/write-group.ts');
  const group = await createGroup(a.db, 'Class', sources);
  await a.syncer.run();
  const { code } = must(await (await a.endpoint()).invite(group));
  must(await (await b.endpoint()).join({ code, name: 'Ben' }));
  await b.syncer.run();
  return { a, b, group };
}
