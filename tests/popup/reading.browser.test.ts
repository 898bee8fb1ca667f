/** The popup reads its notes once without Dexie, and from then on with it; where the first way leads nowhere, at once with it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { reading } from '../../src/popup/reading.ts';
import type { Watching } from '../../src/popup/ports.ts';
import type { Conversation } from '../../src/protocol/from-pages.ts';
import { openStore, type Store } from '../../src/store/database.ts';
import { openFirst } from '../../src/store/first-reading.ts';
import { watch } from '../../src/store/live-query.ts';
import { readIdentity } from '../../src/store/meta.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import { createNote } from '../../src/store/write-note.ts';

const KEY = '//example.org/reading';
const ASKED = { keys: [KEY], withMuted: false };

let count = 0;
let store: Store;
let life: AbortController;
/** What was done, one after the other. */
let log: string[];

beforeEach(async () => {
  store = openStore(`popup-reading-${count++}`);
  life = new AbortController();
  log = [];
  await write('one');
});
afterEach(async () => {
  life.abort();
  await store.delete();
});

async function write(text: string): Promise<void> {
  const { personal: group } = await readIdentity(store);
  const selectors = [{ type: 'TextQuoteSelector' as const, exact: 'the passage' }];
  const target = { source: 'https://example.org/reading', keys: [KEY], title: 'A reading', selectors };
  await createNote(store, { group, fields: { kind: 'comment', text, tags: [], target, parent: null } });
}

const start = async (): Promise<Watching> => {
  log.push('start');
  return {
    watchNotes: ({ keys }, show, signal) => watch(() => readConversation(store, keys), show, signal, { pause: 0 }),
    watchCommons: () => log.push('commons'),
    watchUnread: () => log.push('unread'),
  };
};
const show = ({ notes }: Conversation) => void log.push(notes.map(({ text }) => text).join(' '));
const fail = (error: unknown) => void log.push(`failed: ${String(error)}`);

test('shows what the first reading finds, then begins the other, which follows what changes', async () => {
  const { watchNotes } = reading(openFirst(store.name), start, fail);
  watchNotes(ASKED, show, life.signal);
  await vi.waitFor(() => expect(log).toEqual(['one', 'start', 'one']));
  await write('two');
  await vi.waitFor(() => expect(log).toEqual(['one', 'start', 'one', 'one two']));
});

test('what is written between the two is not missed', async () => {
  const { watchNotes } = reading(openFirst(store.name), start, fail);
  let written: Promise<void> | undefined;
  const showAndWrite = (conversation: Conversation): void => {
    show(conversation);
    written ??= write('two');
  };
  watchNotes(ASKED, showAndWrite, life.signal);
  await vi.waitFor(() => expect(log.at(-1)).toBe('one two'));
});

test('where notes cannot be read so, the other way is begun at once; for all that is watched once', async () => {
  const way = reading(Promise.resolve(null), start, fail);
  way.watchNotes(ASKED, show, life.signal);
  way.watchCommons(ASKED, () => undefined, life.signal);
  way.watchUnread(() => undefined, life.signal);
  await vi.waitFor(() => expect(log.toSorted()).toEqual(['commons', 'one', 'start', 'unread']));
  expect(log[0]).toBe('start');
});

test('a first reading that fails is said to the console, and not missed', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const reader = await openFirst(store.name);
  reader?.close();
  reading(Promise.resolve(reader), start, fail).watchNotes(ASKED, show, life.signal);
  await vi.waitFor(() => expect(log).toEqual(['start', 'one']));
  expect(said).toHaveBeenCalledOnce();
  said.mockRestore();
});

test('another page in front, or the notes of muted people too, are read the other way alone once it has begun', async () => {
  const { watchNotes } = reading(openFirst(store.name), start, fail);
  watchNotes(ASKED, show, life.signal);
  await vi.waitFor(() => expect(log).toEqual(['one', 'start', 'one']));
  watchNotes({ keys: ['//elsewhere.example/'], withMuted: false }, show, life.signal);
  await vi.waitFor(() => expect(log).toEqual(['one', 'start', 'one', '']));
});

test('whoever does not listen any more is shown nothing, and nothing is begun for them', async () => {
  const first = openFirst(store.name);
  reading(first, start, fail).watchNotes(ASKED, show, life.signal);
  life.abort();
  await first;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(log).toEqual([]);
});

test('where the store does not open either, that is said once', async () => {
  const way = reading(Promise.resolve(null), () => Promise.reject(new Error('newer')), fail);
  way.watchNotes(ASKED, show, life.signal);
  way.watchCommons(ASKED, () => undefined, life.signal);
  way.watchUnread(() => undefined, life.signal);
  await vi.waitFor(() => expect(log).toEqual(['failed: Error: newer']));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(log).toHaveLength(1);
});

test('its connection is given back, so that nobody who renews the database waits for it', async () => {
  const first = openFirst(store.name);
  reading(first, start, fail).watchNotes(ASKED, show, life.signal);
  await vi.waitFor(() => expect(log).toEqual(['one', 'start', 'one']));
  await expect((await first)?.read(({ groups }) => Promise.resolve(groups.count()))).rejects.toThrow();
});
