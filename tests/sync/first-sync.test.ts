/**
 * The first sync of a group with a long history: it says how far it has come, and goes on where it
 * was when it is cut, before, within or after any page (fault F27). Nothing is missing or twice.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { newId } from '../../src/core/id.ts';
import { LIMITS } from '../../src/protocol/sync.ts';
import { startEndpoint, type Endpoint } from '../../src/server/endpoint.ts';
import { revsOf, writeRecord, type Writing } from '../../src/server/sync/write-record.ts';
import type { SyncStatus } from '../../src/protocol/from-pages.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import { notesOfGroup } from '../../src/store/find-notes.ts';
import { Device } from './device.ts';
import { fetchUntil } from './faults.ts';
import { fields } from '../store/open-test-store.ts';

/** Pages are made small, so that few notes are many pages. */
const PAGE = 50;
const NOTES = 3 * PAGE + 20;
/** The group itself, its owner's membership, and the notes. */
const HEAD = NOTES + 2;

const folder = mkdtempSync(join(tmpdir(), 'commonplace-'));
let endpoint: Endpoint;
let ada: Device;
let group: string;

beforeAll(async () => {
  const database = { kind: 'sqlite' as const, path: join(folder, 'test.db') };
  const config = { port: 0, host: '127.0.0.1', database, proxies: [], publicUrl: null, secret: null, sample: false };
  endpoint = await startEndpoint(config);
  ada = await withNotes(NOTES);
  group = await ada.personal();
});
afterAll(async () => {
  await endpoint.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A device whose account has this many notes at the endpoint. */
async function withNotes(count: number): Promise<Device> {
  const device = await new Device().signInAsGuest(endpoint.url, 'Ada');
  await device.syncer.run();
  device.syncer.stop();
  const personal = await device.personal();
  const author = (await device.conversation()).me.id;
  const envelope = { group: personal, kind: 'annotation', author, rev: 1, created: new Date().toISOString() } as const;
  await endpoint.deps.storage.transact([personal], async (tx) => {
    const writing: Writing = { tx, now: Date.now(), changes: new Map() };
    for (let at = 0; at < count; at++) {
      const words = fields({ text: `note ${at}` });
      const id = newId(Date.now(), randomBytes);
      await writeRecord(writing, { ...envelope, id, fields: words, fieldRevs: revsOf(words, 1) });
    }
  });
  return device;
}

async function secondDevice(first = ada): Promise<Device> {
  const device = await new Device().copyAccount(first);
  onTestFinished(() => device.syncer.stop());
  return device;
}

async function readSyncStatus({ db }: Device): Promise<SyncStatus> {
  return (await readConversation(db, [])).sync;
}

async function isWhole(device: Device): Promise<void> {
  const texts = (await notesOfGroup(device.db, group)).flatMap(({ row }) => (row.deleted ? [] : [row.fields.text]));
  expect(texts).toHaveLength(NOTES);
  expect(new Set(texts).size).toBe(NOTES);
  expect(await readSyncStatus(device)).toEqual({ state: 'ok', endpoint: endpoint.url, waiting: 0, refused: 0 });
}

/** Asks for small pages, and tells where each begins that was asked for. */
function paged(ask: typeof fetch, asked: number[] = [], size = PAGE): typeof fetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (!url.searchParams.has('after')) return ask(input, init);
    asked.push(Number(url.searchParams.get('after')));
    url.searchParams.set('limit', String(size));
    return ask(url, init);
  };
}

test('more than a page is told as how many of how many, until all has come', async () => {
  const device = await secondDevice(await withNotes(LIMITS.rows));
  const told: unknown[] = [];
  const ask: typeof fetch = async (...request) => {
    told.push((await readSyncStatus(device)).reading);
    return fetch(...request);
  };
  await device.newSyncer({ fetch: paged(ask, [], 700) }).run();
  // The session, and then each page is asked for before the one in front of it is stored.
  const page = (at: number) => ({ done: at * 700, of: LIMITS.rows + 2 });
  expect(told).toEqual([undefined, page(0), page(0), page(1)]);
  expect((await readSyncStatus(device)).reading).toBeUndefined();
  expect(await notesOfGroup(device.db, await device.personal())).toHaveLength(LIMITS.rows);
});

test.each(['before', 'after'] as const)(
  'cut %s any request, it goes on with the page that is missing',
  async (when) => {
    for (let step = 1; ; step++) {
      const device = await secondDevice();
      const { fetch: dying, dead, isDead } = fetchUntil(step, when);
      const cut = device.newSyncer({ fetch: paged(dying) });
      await Promise.race([cut.run(), dead]);
      cut.stop();
      // The killed worker stores nothing more; this one may have been about to.
      await new Promise((resolve) => setTimeout(resolve, 50));
      const at = (await device.db.cursors.get(group))?.cursor ?? 0;
      const asked: number[] = [];
      await device.newSyncer({ fetch: paged(fetch, asked) }).run();
      await isWhole(device);
      if (at < HEAD) expect(asked[0]).toBe(at);
      if (!isDead()) break;
      expect(step).toBeLessThan(20);
    }
  },
);

test('an answer that ends in the middle of a page leaves what came before it, and is asked for again', async () => {
  const device = await secondDevice();
  const asked: number[] = [];
  const torn: typeof fetch = async (...request) => {
    const response = await fetch(...request);
    if (asked.at(-1) !== 2 * PAGE) return response;
    const text = await response.text();
    return new Response(text.slice(0, text.length / 2));
  };
  const cut = device.newSyncer({ fetch: paged(torn, asked) });
  await cut.run();
  cut.stop();
  expect(await readSyncStatus(device)).toMatchObject({ state: 'not-endpoint' });
  asked.length = 0;
  await device.newSyncer({ fetch: paged(fetch, asked) }).run();
  expect(asked).toEqual([2 * PAGE, 3 * PAGE]);
  await isWhole(device);
});

test('a transaction that is killed in the middle of a page keeps nothing of it', async () => {
  const device = await secondDevice();
  const { db } = device;
  const put = db.cursors.put.bind(db.cursors);
  // The rows are written already; the cursor is the last thing of a page.
  db.cursors.put = (...cursor: Parameters<typeof put>) => {
    if (cursor[0].cursor === 2 * PAGE) throw new Error('killed');
    return put(...cursor);
  };
  const cut = device.newSyncer({ fetch: paged(fetch), report: () => undefined });
  await expect(cut.run()).rejects.toThrow('killed');
  cut.stop();
  db.cursors.put = put;
  expect((await notesOfGroup(db, group)).length).toBe(PAGE - 2);
  await device.newSyncer({ fetch: paged(fetch) }).run();
  await isWhole(device);
});
