/** Entry of the library's worker: reads, builds and searches the index, so that the page never waits for it. */
import { openStore } from '../../store/database.ts';
import { readInbox, type ToldShelves } from '../../store/read-inbox.ts';
import { notesRead } from '../../store/read-notes.ts';
import { watchInbox } from '../../store/watch-inbox.ts';
import { Desk } from './desk.ts';
import { Keeper } from './keeper.ts';
import type { Ask, News, Reply } from './messages.ts';

const tell = (message: News | Reply): void => postMessage(message);
const db = openStore();
const life = new AbortController();
const keeper = new Keeper(db, tell);
const desk = new Desk({
  catalog: keeper.index.catalog,
  places: keeper.index,
  factsOf: keeper.factsOf,
  read: async ({ ids, shelves }, withMuted) => {
    const reading = await keeper.readingOf(withMuted);
    return db.read(() => notesRead(db, ids, reading, shelves));
  },
  languages: navigator.languages,
});
const ready = keeper.start(life.signal);

// Every message to a worker is from the page that made it.
addEventListener('message', ({ data }: MessageEvent<Ask>) => {
  ready
    .then(() => desk.answer(data))
    .then(
      (answer) => tell({ number: data.number, answer }),
      (error: unknown) => tell({ number: data.number, failed: String(error) }),
    );
});

/** Milliseconds: what is new in it is a number beside a word, and while notes come without end, as in an import, every reading of all keeps others waiting. */
const INBOX_PAUSE = 5000;

const shelves: ToldShelves = { me: '', told: new Map() };
const findInbox = async () => ({ ...(await readInbox(db, shelves)), muted: await desk.mutedCount() });

// It reads every note: when the search is ready, which somebody waits for.
keeper.ready.then(
  () =>
    watchInbox(db, findInbox, ({ entries, ...found }) => tell({ news: 'inbox', inbox: entries, ...found }), {
      signal: life.signal,
      pause: INBOX_PAUSE,
    }),
  () => undefined,
);
ready.catch((error: unknown) => tell({ news: 'failed', message: String(error) }));
