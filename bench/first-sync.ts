/**
 * A new device of a member of a big group (fault F27): from an empty store until all 100,000 notes
 * lie in Chromium's own IndexedDB, over HTTP from a real endpoint; beside it the same answers put
 * into a bare object store with the same indexes, without any work of ours.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '../src/protocol/sync.ts';
import { startEndpoint, type Endpoint } from '../src/server/endpoint.ts';
import { fillGroup } from './big-group.ts';
import { plotBars } from './bars.ts';
import { bundle } from './bundle.ts';
import type * as entry from './first-sync-entry.ts';
import type { Figures } from './figures.ts';
import { inChromium } from './in-chromium.ts';

const NOTES = Number(process.env['NOTES'] ?? 100_000);
const AUTHORS = 500;
const DOCUMENTS = 2_000;

export async function firstSync(): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'commonplace-bench-'));
  const database = { kind: 'sqlite' as const, path: join(folder, 'bench.db') };
  const config = { port: 0, host: '127.0.0.1', database, proxies: [], publicUrl: null, secret: null, sample: false };
  const endpoint = await startEndpoint(config);
  try {
    const { session, group } = await fill(endpoint);
    const { bare, ours } = await inChromium(async (browser) => {
      const page = await browser.newPage();
      // The endpoint answers extensions and itself: the page stands in its own origin.
      await page.setBypassCSP(true);
      await page.goto(`${endpoint.url}/healthz`);
      await page.evaluate(await bundle('bench/first-sync-entry.ts'));
      const ours = await page.evaluate(syncAll, endpoint.url, session);
      return { ours, bare: await page.evaluate(putBare, endpoint.url, session.token, group) };
    });
    if (ours.notes !== NOTES) throw new Error(`${ours.notes} of ${NOTES} notes have arrived`);
    await draw(ours.milliseconds / 1000, bare.milliseconds / 1000);
    return {
      notes: ours.notes,
      'first sync, s': (ours.milliseconds / 1000).toFixed(1),
      'the same answers into a bare object store, s': (bare.milliseconds / 1000).toFixed(1),
      'first sync / bare object store': (ours.milliseconds / bare.milliseconds).toFixed(2),
      'longest wait between two pages, ms': ours.longest.toFixed(0),
    };
  } finally {
    await endpoint.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function draw(ours: number, bare: number): Promise<void> {
  return plotBars('docs/bench/first-sync.png', {
    title: `A new device in a group of ${NOTES.toLocaleString('en')} notes`,
    subtitle: "over HTTP into Chromium's own IndexedDB; less is better",
    panels: [
      {
        title: 'until all notes are there, s',
        bars: [
          { name: 'Commonplace: parsed, merged, indexed, 20 to a record', value: ours, hue: 0 },
          { name: 'the same answers, one record each, nothing else', value: bare, hue: 3 },
        ],
        goal: { at: 15, label: 'goal' },
      },
    ],
  });
}

/** A group of 100,000 notes by 500 people, of which the session's account is a member. */
async function fill(endpoint: Endpoint): Promise<{ session: Session; group: string }> {
  const asked = await fetch(`${endpoint.url}/account/v1/guest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Ada' }),
  });
  const session = (await asked.json()) as Session;
  const group = await fillGroup(endpoint, {
    member: session.user.id,
    notes: NOTES,
    authors: AUTHORS,
    address: (n) => `https://example.org/reading/${n % DOCUMENTS}`,
  });
  return { session, group };
}

type Took = { milliseconds: number; longest: number; notes: number };

/** Runs in the page. */
async function syncAll(url: string, session: Session): Promise<Took> {
  const { adoptAccount, eachNote, openStore, endpointAt, fullRun, realSources } = (
    globalThis as unknown as { bench: typeof entry }
  ).bench;
  const db = openStore('first-sync');
  await adoptAccount(db, url, session);
  const begun = performance.now();
  let last = begun;
  let longest = 0;
  const endpoint = endpointAt({ fetch: fetch.bind(globalThis) }, url, session.token);
  const ran = await fullRun(db, endpoint, realSources, () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  });
  if (!ran.ok) throw new Error(ran.code);
  const milliseconds = performance.now() - begun;
  let notes = 0;
  await eachNote(db, () => notes++);
  return { milliseconds, longest, notes };
}

/** Runs in the page: the least that could be done with the same answers. */
async function putBare(url: string, token: string, group: string): Promise<Pick<Took, 'milliseconds'>> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error('IndexedDB failed')));
    });
  const opening = indexedDB.open('bare', 1);
  opening.addEventListener('upgradeneeded', () => {
    const store = opening.result.createObjectStore('rows', { keyPath: 'id' });
    store.createIndex('group', 'group');
    store.createIndex('author', 'author');
    store.createIndex('keys', 'fields.target.keys', { multiEntry: true });
    store.createIndex('parent', 'fields.parent');
  });
  const db = await done(opening);
  const begun = performance.now();
  for (let after = 0, more = true; more;) {
    const answer = await fetch(`${url}/sync/v1/groups/${group}/changes?after=${after}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const page = (await answer.json()) as { rows: { id: string }[]; cursor: number; more: boolean };
    const tx = db.transaction('rows', 'readwrite', { durability: 'strict' });
    for (const row of page.rows) tx.objectStore('rows').put(row);
    await new Promise((resolve) => tx.addEventListener('complete', resolve));
    after = page.cursor;
    more = page.more;
  }
  return { milliseconds: performance.now() - begun };
}
