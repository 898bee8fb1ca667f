/**
 * A group too large to hold (ADR 0030): its reader is asked first, holds as much as they said, and the
 * endpoint is asked for nothing else. Whatever is chosen, and wherever it is cut, no own word is lost.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentHash } from '../../src/core/document-hash.ts';
import { KEPT_DAYS, type HoldingChoice } from '../../src/core/holding.ts';
import { openEndpoint, type TestEndpoint } from '../server/class.ts';
import { enqueueWords } from '../../src/store/enqueue.ts';
import { noteOf } from '../../src/store/find-notes.ts';
import { chooseHolding } from '../../src/store/holdings.ts';
import { wantDocument } from '../../src/store/opened-documents.ts';
import { readConversation } from '../../src/store/read-conversation.ts';
import { livingFields } from '../../src/store/project.ts';
import { tidy } from '../../src/store/tidy.ts';
import { deleteNote } from '../../src/store/delete-note.ts';
import { giveReaction } from '../../src/store/write-reaction.ts';
import { DOCUMENTS, ON_EACH, keyOf, writeOn } from './big-circle.ts';
import { Device, sources } from './device.ts';
import { chosenOf, held, largeGroup, open, until, wordsOn } from './large-group-scene.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.dispose());

const scene = () => largeGroup(endpoint);
const chosen = (choice: HoldingChoice) => chosenOf(endpoint, choice);
const choiceOf = async ({ db }: Device, group: string) =>
  (await readConversation(db, [])).groups.find(({ id }) => id === group)?.holding;

test('reactions are held with their notes: with a document that is opened, and as they come from then on', async () => {
  const { a, b, group } = await chosen('opened');
  const resolve = async (document: number, at: number): Promise<void> => {
    const notes = (await readConversation(a.db, [keyOf(document)])).notes.filter(({ mine }) => mine);
    const done = await giveReaction(a.db, { note: notes[at]?.id ?? '', type: 'resolved' }, sources);
    expect(done.ok).toBe(true);
    await a.syncer.run();
  };
  const heldBy = async (document: number): Promise<number> =>
    (await readConversation(b.db, [keyOf(document)])).notes.filter(({ reactions }) => reactions?.resolved).length;
  await resolve(0, 0);
  await resolve(1, 0);
  await b.syncer.run();
  expect(await b.db.reactions.count()).toBe(0);
  await open(b, 0);
  await until(async () => (await heldBy(0)) === 1);
  await resolve(0, 1);
  await resolve(1, 1);
  await b.syncer.run();
  await until(async () => (await heldBy(0)) === 2);
  expect(await b.db.reactions.count()).toBe(2);
  await open(b, 1);
  await until(async () => (await heldBy(1)) === 2);
  // Put away with its document.
  await tidy(b.db, { ...sources, now: () => Date.now() + (KEPT_DAYS + 1) * 24 * 60 * 60_000 });
  expect([await held(b, group), await b.db.reactions.count()]).toEqual([[], 0]);
});

test('its reader is asked first: the group and its people are there, and none of its notes', async () => {
  const { b, group, asked } = await scene();
  await b.syncer.run();
  expect(await choiceOf(b, group)).toMatchObject({ choice: 'ask', notes: DOCUMENTS * ON_EACH });
  const { groups } = await readConversation(b.db, []);
  expect(groups.find(({ id }) => id === group)).toMatchObject({ name: 'Hall', members: 2 });
  expect(await held(b, group)).toEqual([]);
  expect(asked.some(({ path }) => path.includes('changes?after=0') && path.includes(group))).toBe(false);
  expect(asked.some(({ path, body }) => path.endsWith('/documents') || body.includes('hashes'))).toBe(false);
});

test('a group that is not so large is held without a question', async () => {
  const { b, group } = await scene();
  await b.db.meta.put({ key: 'limits', askFrom: DOCUMENTS * ON_EACH });
  await b.syncer.run();
  expect(await choiceOf(b, group)).toBeUndefined();
  expect(await held(b, group)).toHaveLength(DOCUMENTS * ON_EACH);
});

test('by document: a page that is opened is asked for once, by its digest, and a page without notes never', async () => {
  const { b, group, asked } = await chosen('opened');
  expect(await held(b, group)).toEqual([]);
  asked.length = 0;
  await open(b, 7);
  expect(await held(b, group)).toEqual(wordsOn(7));
  expect(asked.map(({ body }) => body)).toEqual([
    JSON.stringify({ part: 'documents', hashes: [documentHash(group, keyOf(7))], after: 0 }),
  ]);
  await open(b, 7);
  expect(await wantDocument(b.db, ['//example.org/nothing-of-this-group'], sources)).toBe(false);
  expect(asked).toHaveLength(1);
  expect(JSON.stringify(asked)).not.toContain('reading-7');
});

test.each(['all', 'newest', 'mine'] as const)('%s: no page that is opened is asked for', async (choice) => {
  const { b, asked } = await chosen(choice);
  expect(await wantDocument(b.db, [keyOf(7)], sources)).toBe(false);
  expect(asked.some(({ path, body }) => path.endsWith('/documents') || body.includes('hashes'))).toBe(false);
});

test('without consent nothing is asked for, whatever was wanted before', async () => {
  const { b, group, asked } = await chosen('opened');
  const hash = documentHash(group, keyOf(7));
  await chooseHolding(b.db, group, 'mine');
  await b.db.opened.put({ group, hash, opened: 1, state: 'wanted' });
  await b.syncer.run();
  expect(asked.some(({ body }) => body.includes(hash))).toBe(false);
});

test('many tabs that are opened at one moment are asked for in questions that the endpoint reads', async () => {
  const { b, group, asked } = await chosen('opened');
  const others = Array.from({ length: 60 }, (_, at) => ({
    group,
    hash: documentHash(group, `//example.org/tab-${at}`),
    opened: 1,
    state: 'wanted' as const,
  }));
  await b.db.opened.bulkPut(others);
  await wantDocument(b.db, [keyOf(7)], { ...sources, now: () => 1 });
  asked.length = 0;
  await b.syncer.opened();
  expect(asked.filter(({ body }) => body.includes('hashes'))).toHaveLength(2);
  expect(await held(b, group)).toEqual(wordsOn(7));
  expect((await readConversation(b.db, [])).sync).toMatchObject({ state: 'ok' });
});

test('while it is on its way, a screen can say so', async () => {
  const { b, group } = await chosen('opened');
  await wantDocument(b.db, [keyOf(3)], sources);
  expect((await readConversation(b.db, [keyOf(3)])).fetching).toEqual(['Hall']);
  await b.syncer.run();
  expect((await readConversation(b.db, [keyOf(3)])).fetching).toBeUndefined();
  expect(await held(b, group)).toEqual(wordsOn(3));
});

test('what is written live is held on an opened page, known of on another, and does not fill the store', async () => {
  const { a, b, group } = await chosen('opened');
  await open(b, 1);
  await writeOn(a, group, 2, 'elsewhere');
  await writeOn(a, group, DOCUMENTS, 'on a new page');
  await writeOn(a, group, 1, 'in front');
  await a.syncer.run();
  await until(async () => (await held(b, group)).includes('in front'));
  expect(await held(b, group)).toEqual([...wordsOn(1), 'in front'].sort());
  await open(b, DOCUMENTS);
  expect(await held(b, group)).toContain('on a new page');
});

test('a page in front whose first note is written just now looks again, and has it', async () => {
  const { a, b, group } = await chosen('opened');
  expect(await wantDocument(b.db, [keyOf(DOCUMENTS)], sources)).toBe(false);
  await writeOn(a, group, DOCUMENTS, 'the first one');
  await a.syncer.run();
  await until(async () =>
    b.events.some((event) => event.event === 'notes' && (event.keys?.includes(keyOf(DOCUMENTS)) ?? false)),
  );
  await open(b, DOCUMENTS);
  expect(await held(b, group)).toEqual(['the first one']);
});

test('one replies, edits and deletes as ever, and hears the answers, also on pages that are not held', async () => {
  const { a, b, group } = await chosen('opened');
  await open(b, 1);
  const [first] = (await readConversation(b.db, [keyOf(1)])).notes;
  const reply = await writeOn(b, group, 1, 'a reply', first?.id);
  const own = await writeOn(b, group, 5, 'an own note where nothing is held');
  await b.edit(reply, 'a better reply');
  await b.syncer.run();
  await a.syncer.run();
  await writeOn(a, group, 5, 'an answer', own);
  await writeOn(a, group, 5, 'another note there');
  await a.syncer.run();
  await until(async () => (await held(b, group)).includes('an answer'));
  expect(await held(b, group)).toEqual(
    [...wordsOn(1), 'a better reply', 'an own note where nothing is held', 'an answer'].sort(),
  );
  expect((await readConversation(b.db, [])).sync).toMatchObject({ state: 'ok', waiting: 0, refused: 0 });
});

test('a note that is deleted while its page is being fetched does not stay', async () => {
  const { a, b, group } = await chosen('opened');
  const [gone] = (await readConversation(a.db, [keyOf(4)])).notes;
  const before = (await b.db.cursors.get(group))?.cursor ?? 0;
  const slow: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (typeof init?.body === 'string' && init.body.includes('hashes')) {
      await deleteNote(a.db, gone?.id ?? '', sources);
      await a.syncer.run();
      // The deletion comes live and is none of this device's business yet.
      await until(async () => ((await b.db.cursors.get(group))?.cursor ?? 0) > before);
    }
    return answer;
  };
  b.syncer.stop();
  await b.newSyncer({ fetch: slow }).run();
  await open(b, 4);
  expect(await held(b, group)).toEqual(wordsOn(4).filter((text) => text !== gone?.text));
});

test('a note that comes in by a change brings its reactions along, which passed by before', async () => {
  const { a, b, group } = await chosen('opened');
  await open(b, 1);
  const [note] = (await readConversation(a.db, [keyOf(2)])).notes.filter(({ mine }) => mine);
  expect((await giveReaction(a.db, { note: note?.id ?? '', type: 'resolved' }, sources)).ok).toBe(true);
  await a.syncer.run();
  await b.syncer.run();
  expect(await b.db.reactions.count()).toBe(0);
  // Its document is found under one more address, which is open here.
  const fields = livingFields(await noteOf(a.db, note?.id ?? ''));
  if (!fields) throw new Error('it is not here');
  const wanted = { ...fields, target: { ...fields.target, keys: [...fields.target.keys, keyOf(1)] } };
  await a.db.write(() => enqueueWords(a.db, { id: note?.id ?? '', group }, wanted, sources));
  await a.syncer.run();
  await until(async () => (await b.db.reactions.count()) === 1);
  expect((await b.db.holdings.get(group))?.bare).toBeUndefined();
});
